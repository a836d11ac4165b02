import { useSignal } from '@preact/signals';
import type { OperatorActions, RoomView, SessionView } from '../../../../gateway/operator/wire.js';
import { Checkbox, Select, TextField } from '../../ui-kit/fields.js';
import type { Fault } from '../api.js';
import { type PhraseName, t } from '../i18n/index.js';
import { openDialog } from '../view.js';
import { sessionLabel } from './confirmations.js';
import { ActionForm, perform } from './perform.js';

export type ModerationAction = 'kick' | 'mute' | 'ban';

interface ActionPhrases {
  readonly title: PhraseName;
  readonly effect: PhraseName;
  readonly do: PhraseName;
  readonly done: PhraseName;
  /** The reverse action. */
  readonly undo?: { readonly act: 'unmute' | 'unban'; readonly do: PhraseName; readonly done: PhraseName };
}

const phrases: Readonly<Record<ModerationAction, ActionPhrases>> = {
  kick: { title: 'kickTitle', effect: 'kickWhat', do: 'kickDo', done: 'kickDone' },
  mute: {
    title: 'muteTitle',
    effect: 'muteWhat',
    do: 'muteDo',
    done: 'muteDone',
    undo: { act: 'unmute', do: 'unmuteDo', done: 'unmuteDone' },
  },
  ban: {
    title: 'banTitle',
    effect: 'banWhat',
    do: 'banDo',
    done: 'banDone',
    undo: { act: 'unban', do: 'unbanDo', done: 'unbanDone' },
  },
};

const EVERYWHERE = '*';

const durations: ReadonlyArray<readonly [seconds: string, name: PhraseName]> = [
  ['300', 'forFiveMinutes'],
  ['3600', 'forAnHour'],
  ['86400', 'forADay'],
  ['604800', 'forAWeek'],
  ['', 'forEver'],
];

/** Describes a room, or all rooms. */
const scopeText = (room: string): string => (room === EVERYWHERE ? t('everywhere') : `#${room}`);

function ModerateDialog({ act, session }: { readonly act: ModerationAction; readonly session: SessionView }) {
  const names = phrases[act];
  const who = sessionLabel(session);
  const room = useSignal(session.rooms[0] ?? EVERYWHERE);
  const seconds = useSignal('3600');
  const reason = useSignal('');
  const network = useSignal(false);
  const reasonText = reason.value.trim();
  const where = scopeText(room.value);

  const run = (): Promise<Fault | undefined> => {
    const body: OperatorActions['moderate'] = {
      act,
      room: room.value,
      session: session.id,
      ...(act !== 'kick' && seconds.value !== '' && { seconds: Number(seconds.value) }),
      ...(act === 'ban' && network.value && { network: true }),
      ...(reasonText !== '' && { reason: reasonText }),
    };
    return perform('moderate', body, t(names.done, { who, where }), undoOf(act, session, room.value));
  };

  return (
    <ActionForm title={t(names.title, { who })} label={t(names.do)} danger run={run}>
      <p>{t(names.effect, { who, where })}</p>
      <Select
        label={t('where')}
        value={room}
        options={[
          ...session.rooms.map((name) => [name, `#${name}`] as const),
          [EVERYWHERE, t('forEverywhere')] as const,
        ]}
      />
      {act !== 'kick' && (
        <Select label={t('howLong')} value={seconds} options={durations.map(([value, name]) => [value, t(name)])} />
      )}
      <TextField label={t('reason')} value={reason} maxLength={200} hint={t('reasonHint')} />
      {act === 'ban' && session.address !== undefined && (
        <Checkbox label={t('banNetwork', { address: session.address })} value={network} />
      )}
    </ActionForm>
  );
}

function undoOf(act: ModerationAction, { user }: SessionView, room: string) {
  const { undo } = phrases[act];
  if (undo === undefined || user === undefined) return undefined;
  const { id, nick } = user;
  return {
    label: t(undo.do),
    run: () =>
      void perform('moderate', { act: undo.act, room, user: id }, t(undo.done, { who: nick, where: scopeText(room) })),
  };
}

/** Asks for the details of a kick, mute or ban. */
export function moderateDialog(act: ModerationAction, session: SessionView): void {
  openDialog(() => <ModerateDialog act={act} session={session} />);
}

/** Reverts a mute or ban of the audit log. */
export function undoModeration(act: 'mute' | 'ban', who: string, room: string): void {
  const { undo } = phrases[act];
  if (undo === undefined) return;
  const done = t(undo.done, { who, where: scopeText(room) });
  void perform('moderate', { act: undo.act, room, nick: who }, done);
}

const intervals = [2, 5, 10, 30, 60, 300] as const;

function SlowDialog({ room }: { readonly room: RoomView }) {
  const seconds = useSignal(String(room.slow ?? 0));
  const choices = [...new Set([0, ...intervals, room.slow ?? 0])].toSorted((a, b) => a - b);
  const chosen = Number(seconds.value);
  const name = room.room;
  const done = chosen === 0 ? t('slowEnded', { room: name }) : t('slowDone', { room: name, n: chosen });
  return (
    <ActionForm
      title={t('slowTitle', { room: name })}
      label={t('slowDo')}
      run={() => perform('moderate', { act: 'slow', room: name, seconds: chosen }, done)}
    >
      <p>{t('slowWhat', { room: name })}</p>
      <Select
        label={t('slowPace')}
        value={seconds}
        options={choices.map((value) => [String(value), value === 0 ? t('slowOff') : t('slowSeconds', { n: value })])}
      />
    </ActionForm>
  );
}

/** Asks for the slow mode of a room. */
export function slowDialog(room: RoomView): void {
  openDialog(() => <SlowDialog room={room} />);
}
