import { cleanText } from '../text/clean.js';
import { looksLikeTime, secondsIn } from '../text/duration.js';
import { type Command, type Desk, Misuse } from './command.js';
import { type Answer, answers } from './moderation-answers.js';

type Fields = Readonly<Record<string, unknown>>;

/** What is typed behind a command of moderators, without the room that may stand first. */
type Reading = (words: readonly string[]) => Fields;

interface Spec {
  readonly name: string;
  /** The native command. */
  readonly type: string;
  readonly usage: string;
  readonly summary: string;
  readonly read: Reading;
  /** How the reply is read; absent: the room is told what was done. */
  readonly answer?: Answer;
}

function need(word: string | undefined): string {
  if (word === undefined) throw new Misuse();
  return word;
}

const nothing: Reading = () => ({});
const nick: Reading = ([who]) => ({ nick: need(who) });
/** `:17` is the number of a ban or a mute. */
const nickOrNumber: Reading = ([who = '']) =>
  who.startsWith(':') ? { id: who.slice(1) } : nick(who === '' ? [] : [who]);
const id: Reading = ([word]) => ({ id: need(word) });

const nickAndReason: Reading = ([who, ...reason]) => ({
  nick: need(who),
  ...(reason.length > 0 && { reason: reason.join(' ') }),
});

const nickAndTime: Reading = ([who, time, ...rest]) => {
  const seconds = time === undefined ? undefined : secondsIn(time);
  // What was meant as a time and is none would otherwise last for ever, for a strange reason.
  if (time !== undefined && seconds === undefined && looksLikeTime(time)) {
    throw new Misuse(`${time} is not a time. Try 30s, 10m, 2h or 7d.`);
  }
  const reason = (seconds === undefined && time !== undefined ? [time, ...rest] : rest).join(' ');
  return { nick: need(who), ...(seconds !== undefined && { seconds }), ...(reason !== '' && { reason }) };
};

/** Of an address its network is meant, of a nick theirs. */
const nickOrAddress: Reading = (words) => {
  const { nick: who, ...rest } = nickAndTime(words);
  return /^[0-9a-f:.]+(?:\/\d+)?$/i.test(String(who)) && /[.:]/.test(String(who))
    ? { address: who, ...rest }
    : { nick: who, ...rest };
};

const slow: Reading = ([time]) => {
  const seconds = time === 'off' ? 0 : secondsIn(need(time));
  if (seconds === undefined) throw new Misuse();
  return { seconds };
};

/** `newcomers [TIME]`; parts of a minute count as a whole one. */
const newcomers: Reading = ([time]) => {
  const seconds = time === undefined ? undefined : secondsIn(time);
  if (time !== undefined && seconds === undefined) throw new Misuse();
  return { access: 'newcomers', ...(seconds !== undefined && { minutes: Math.ceil(seconds / 60) }) };
};

const lock: Reading = ([access, ...rest]) => {
  if (access === 'newcomers') return newcomers(rest);
  const password = rest.join(' ');
  if (!['open', 'invite', 'password'].includes(need(access)) || (access === 'password' && password === '')) {
    throw new Misuse();
  }
  return { access, ...(access === 'password' && { password }) };
};

const role: Reading = ([who, wanted]) => ({ nick: need(who), role: need(wanted).toLowerCase() });

const WHO_WHEN = 'NICK [TIME] [REASON]';

/** Every command of moderators and operators, with the native one that it is. */
const specs: readonly Spec[] = [
  { name: 'kick', type: 'room.kick', usage: 'NICK [REASON]', summary: 'Show somebody out.', read: nickAndReason },
  { name: 'mute', type: 'room.mute', usage: WHO_WHEN, summary: 'Keep somebody from speaking.', read: nickAndTime },
  {
    name: 'unmute',
    type: 'room.unmute',
    usage: 'NICK or :NUMBER',
    summary: 'Let them speak again.',
    read: nickOrNumber,
  },
  { name: 'mutes', type: 'room.mutes', usage: '', summary: 'List who is muted.', read: nothing, answer: answers.mutes },
  { name: 'ban', type: 'room.ban', usage: WHO_WHEN, summary: 'Keep somebody out of the room.', read: nickAndTime },
  {
    name: 'ban-ip',
    type: 'room.ban.network',
    usage: 'NICK or ADDRESS [TIME] [REASON]',
    summary: 'Ban somebody and their network.',
    read: nickOrAddress,
  },
  { name: 'unban', type: 'room.unban', usage: 'NICK or :NUMBER', summary: 'Lift a ban.', read: nickOrNumber },
  { name: 'bans', type: 'room.bans', usage: '', summary: 'List who is banned.', read: nothing, answer: answers.bans },
  { name: 'slow', type: 'room.slow', usage: 'TIME or off', summary: 'Set the time between two messages.', read: slow },
  {
    name: 'lock',
    type: 'room.lock',
    usage: 'open, invite, password PASSWORD or newcomers [TIME]',
    summary: 'Say who may come in, or how long newcomers wait before they speak.',
    read: lock,
  },
  {
    name: 'invite',
    type: 'room.invite',
    usage: 'NICK [TIME]',
    summary: 'Let somebody into a locked room.',
    read: nickAndTime,
  },
  { name: 'uninvite', type: 'room.uninvite', usage: 'NICK', summary: 'Take an invitation back.', read: nick },
  { name: 'allow', type: 'room.allow', usage: 'NICK', summary: 'Let a newcomer speak.', read: nick },
  { name: 'disallow', type: 'room.disallow', usage: 'NICK', summary: 'Let a newcomer wait again.', read: nick },
  {
    name: 'role',
    type: 'room.role',
    usage: 'NICK owner, moderator or member',
    summary: 'Make somebody owner, moderator or member.',
    read: role,
  },
  {
    name: 'info',
    type: 'room.info',
    usage: '',
    summary: 'Say who runs the room, and how.',
    read: nothing,
    answer: answers.info,
  },
  {
    name: 'audit',
    type: 'moderation.audit',
    usage: '',
    summary: 'List what moderators did.',
    read: nothing,
    answer: answers.audit,
  },
  {
    name: 'held',
    type: 'profanity.held',
    usage: '',
    summary: 'List what waits for a moderator.',
    read: nothing,
    answer: answers.held,
  },
  {
    name: 'release',
    type: 'profanity.release',
    usage: 'ID',
    summary: 'Let it into its room.',
    read: id,
    answer: answers.done,
  },
  { name: 'reject', type: 'profanity.reject', usage: 'ID', summary: 'Throw it away.', read: id, answer: answers.done },
];

/** A room may stand first, `#dev`, or `*` for everywhere; else the shown one is meant. */
function placed({ talk }: Desk, rest: string): { readonly room: string; readonly words: readonly string[] } {
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const [first = ''] = words;
  if (first === '*' || first.startsWith('#')) return { room: first.replace(/^#/, ''), words: words.slice(1) };
  return { room: talk.state.rooms.shown.name, words };
}

function commandFrom({ name, type, usage, summary, read, answer }: Spec): Command {
  return {
    name,
    usage,
    summary,
    completes: 'nick',
    async run(desk, rest) {
      const { room, words } = placed(desk, rest);
      const { client, state } = desk.talk;
      const reply = await client.request(type, { room, ...read(words) });
      if (answer !== undefined) state.note('plain', answer(reply));
      // The room itself is told by an event, but only those who are in it.
      else if (state.rooms.get(room) === undefined && typeof reply.line === 'string') {
        state.note('plain', cleanText(reply.line));
      }
    },
  };
}

/** The commands of those who run rooms and of operators; all may begin with `#ROOM`, or `*`. */
export const moderating: readonly Command[] = [
  ...specs.map(commandFrom),
  {
    name: 'oper',
    usage: 'TOKEN',
    summary: 'Be an operator of the gateway.',
    async run({ talk }, rest) {
      if (rest === '') throw new Misuse();
      await talk.client.request('operator', { token: rest });
      talk.state.note('good', 'You are an operator.');
    },
  },
];
