import { useSignal } from '@preact/signals';
import type {
  ChaosMode,
  FileView,
  ListenerView,
  PluginView,
  SessionView,
  UploadView,
} from '../../../../gateway/operator/wire.js';
import { TextField } from '../../ui-kit/fields.js';
import type { Fault } from '../api.js';
import { formatList, type PhraseName, t } from '../i18n/index.js';
import { overview, vitals } from '../overview.js';
import { openDialog } from '../view.js';
import { ActionForm, confirm, perform } from './perform.js';

/** Returns the name to show for a session: the nick, or the address. */
export function sessionLabel({ user, address }: Pick<SessionView, 'user' | 'address'>): string {
  return user?.nick ?? t('unnamedFrom', { address: address ?? t('noAddress') });
}

/** Modes of the chaos plugin, with their names. */
export const chaosModes: ReadonlyArray<readonly [mode: ChaosMode | 'off', name: PhraseName]> = [
  ['off', 'chaosOff'],
  ['slow', 'chaosSlow'],
  ['drop', 'chaosDrop'],
  ['half-open', 'chaosHalfOpen'],
];

const confirmations: Readonly<Partial<Record<ChaosMode | 'off', PhraseName>>> = {
  drop: 'chaosDropWhat',
  'half-open': 'chaosHalfOpenWhat',
};

/** Sets the chaos mode of a connection; asks for confirmation if the session would lose it. */
export function applyChaos(session: SessionView, mode: ChaosMode | 'off', ms: number): void {
  const who = sessionLabel(session);
  const body = { session: session.id, mode, ...(mode === 'slow' && { ms }) };
  const run = (): Promise<Fault | undefined> => perform('chaos', body, t('chaosDone', { who }));
  const warning = confirmations[mode];
  if (warning === undefined) void run();
  else confirm({ title: t('chaosTitle', { who }), paragraphs: [t(warning, { who })], label: t('chaosDo'), run });
}

function DisconnectDialog({ session }: { readonly session: SessionView }) {
  const reason = useSignal('');
  const who = sessionLabel(session);
  const reasonText = reason.value.trim();
  return (
    <ActionForm
      title={t('disconnectTitle', { who })}
      label={t('disconnectDo')}
      danger
      run={() =>
        perform(
          'disconnect',
          { session: session.id, ...(reasonText !== '' && { reason: reasonText }) },
          t('disconnectDone', { who }),
        )
      }
    >
      <p>{t('disconnectWhat', { who, wire: session.transport, address: session.address ?? t('noAddress') })}</p>
      <TextField label={t('reason')} value={reason} maxLength={200} hint={t('reasonHint')} />
    </ActionForm>
  );
}

/** Asks for a reason and confirmation before disconnecting a session. */
export function disconnectDialog(session: SessionView): void {
  openDialog(() => <DisconnectDialog session={session} />);
}

function DrainDialog() {
  const sessions = vitals.value.at(-1)?.sessions ?? 0;
  return (
    <ActionForm
      title={t('drainTitle', { server: overview.value?.server ?? '' })}
      label={t('drainDo')}
      danger
      run={() => perform('drain', {}, t('drainDone'))}
    >
      <p>{t('drainWhat', { n: sessions })}</p>
      <p class="aside">{t('drainAfter')}</p>
    </ActionForm>
  );
}

/** Asks for confirmation before draining the gateway. */
export function drainDialog(): void {
  openDialog(() => <DrainDialog />);
}

/** Opens or closes a listener; asks for confirmation before closing it. */
export function switchListener({ name, connections }: ListenerView, on: boolean): void {
  if (on) {
    void perform('listener', { name, on }, t('listenerStarted', { name }));
    return;
  }
  confirm({
    title: t('listenerStopTitle', { name }),
    paragraphs: [t('listenerStopWhat', { n: connections })],
    label: t('listenerStopDo'),
    run: () =>
      perform('listener', { name, on }, t('listenerStopped', { name }), {
        label: t('listenerStartAgain'),
        run: () => void perform('listener', { name, on: true }, t('listenerStarted', { name })),
      }),
  });
}

const switchOn = (name: string): Promise<Fault | undefined> =>
  perform('plugin', { name, do: 'on' }, t('pluginOn', { name }));

/** Switches a plugin on or off; asks for confirmation before switching it off. */
export function switchPlugin({ name, neededBy }: PluginView, on: boolean): void {
  if (on) {
    void switchOn(name);
    return;
  }
  confirm({
    title: t('pluginOffTitle', { name }),
    paragraphs: [
      t('pluginOffWhat', { name }),
      ...(neededBy.length === 0 ? [] : [t('pluginOffNeeded', { names: formatList(neededBy) })]),
    ],
    label: t('pluginOffDo'),
    run: () =>
      perform('plugin', { name, do: 'off' }, t('pluginOff', { name }), {
        label: t('pluginOnAgain'),
        run: () => void switchOn(name),
      }),
  });
}

/** Reloads a plugin. */
export function reloadPlugin({ name }: PluginView): void {
  void perform('plugin', { name, do: 'reload' }, t('pluginReloaded', { name }));
}

/** Asks for confirmation before canceling an upload. */
export function confirmDropUpload({ upload, name, from }: UploadView): void {
  confirm({
    title: t('dropTitle', { name }),
    paragraphs: [t('dropWhat', { nick: from }), t('noUndo')],
    label: t('dropDo'),
    run: () => perform('upload/drop', { upload }, t('dropDone', { name })),
  });
}

/** Asks for confirmation before removing a file. */
export function confirmRemoveFile({ file, name, room }: FileView): void {
  confirm({
    title: t('removeTitle', { name }),
    paragraphs: [room === undefined ? t('removeWhatDirect') : t('removeWhat', { room }), t('noUndo')],
    label: t('removeDo'),
    run: () => perform('file/remove', { file }, t('removeDone', { name })),
  });
}
