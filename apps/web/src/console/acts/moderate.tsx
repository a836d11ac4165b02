import { useSignal } from '@preact/signals';
import type { OperatorActions, SessionView } from '../../../../gateway/operator/wire.js';
import type { Fault } from '../desk/index.js';
import { type PhraseName, t } from '../i18n/index.js';
import { perform } from '../state/acts.js';
import { openDialog } from '../state/dialog.js';
import { ActionForm } from '../ui/ask-form.js';
import { Check, Choice, TextField } from '../ui/fields.js';
import { sessionLabel } from './who.js';

/** What can be done to somebody. */
export type ModerationAction = 'kick' | 'mute' | 'ban';

interface Wording {
  readonly title: PhraseName;
  readonly what: PhraseName;
  readonly do: PhraseName;
  readonly done: PhraseName;
  /** What takes it back, and how that is said. */
  readonly undo?: { readonly act: 'unmute' | 'unban'; readonly do: PhraseName; readonly done: PhraseName };
}

const wordings: Readonly<Record<ModerationAction, Wording>> = {
  kick: { title: 'kickTitle', what: 'kickWhat', do: 'kickDo', done: 'kickDone' },
  mute: {
    title: 'muteTitle',
    what: 'muteWhat',
    do: 'muteDo',
    done: 'muteDone',
    undo: { act: 'unmute', do: 'unmuteDo', done: 'unmuteDone' },
  },
  ban: {
    title: 'banTitle',
    what: 'banWhat',
    do: 'banDo',
    done: 'banDone',
    undo: { act: 'unban', do: 'unbanDo', done: 'unbanDone' },
  },
};

const EVERYWHERE = '*';

const times: ReadonlyArray<readonly [seconds: string, name: PhraseName]> = [
  ['300', 'forFiveMinutes'],
  ['3600', 'forAnHour'],
  ['86400', 'forADay'],
  ['604800', 'forAWeek'],
  ['', 'forEver'],
];

/** A room, or everywhere, in a sentence. */
const scopeText = (room: string): string => (room === EVERYWHERE ? t('everywhere') : `#${room}`);

function ModerateDialog({ act, session }: { readonly act: ModerationAction; readonly session: SessionView }) {
  const wording = wordings[act];
  const who = sessionLabel(session);
  const room = useSignal(session.rooms[0] ?? EVERYWHERE);
  const seconds = useSignal('3600');
  const reason = useSignal('');
  const network = useSignal(false);
  const said = reason.value.trim();
  const where = scopeText(room.value);

  const run = (): Promise<Fault | undefined> => {
    const body: OperatorActions['moderate'] = {
      act,
      room: room.value,
      session: session.id,
      ...(act !== 'kick' && seconds.value !== '' && { seconds: Number(seconds.value) }),
      ...(act === 'ban' && network.value && { network: true }),
      ...(said !== '' && { reason: said }),
    };
    return perform('moderate', body, t(wording.done, { who, where }), undoOf(act, session, room.value));
  };

  return (
    <ActionForm title={t(wording.title, { who })} label={t(wording.do)} danger run={run}>
      <p>{t(wording.what, { who, where })}</p>
      <Choice
        label={t('where')}
        value={room}
        options={[
          ...session.rooms.map((name) => [name, `#${name}`] as const),
          [EVERYWHERE, t('forEverywhere')] as const,
        ]}
      />
      {act !== 'kick' && (
        <Choice label={t('howLong')} value={seconds} options={times.map(([value, name]) => [value, t(name)])} />
      )}
      <TextField label={t('reason')} value={reason} longest={200} hint={t('reasonHint')} />
      {act === 'ban' && session.address !== undefined && (
        <Check label={t('banNetwork', { address: session.address })} value={network} />
      )}
    </ActionForm>
  );
}

function undoOf(act: ModerationAction, { user }: SessionView, room: string) {
  const { undo } = wordings[act];
  if (undo === undefined || user === undefined) return undefined;
  const { id, nick } = user;
  return {
    label: t(undo.do),
    run: () =>
      void perform('moderate', { act: undo.act, room, user: id }, t(undo.done, { who: nick, where: scopeText(room) })),
  };
}

/** Asks how somebody is to be kicked, muted or banned. */
export function moderateDialog(act: ModerationAction, session: SessionView): void {
  openDialog(() => <ModerateDialog act={act} session={session} />);
}

/** Takes back what the audit tells of. */
export function undoModeration(act: 'mute' | 'ban', who: string, room: string): void {
  const { undo } = wordings[act];
  if (undo === undefined) return;
  const done = t(undo.done, { who, where: scopeText(room) });
  void perform('moderate', { act: undo.act, room, nick: who }, done);
}
