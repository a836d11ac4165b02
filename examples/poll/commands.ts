import { ChatError, fold, type PluginHost, Refusal, type Session } from 'partyline';
import { type Actor, type Book, unknownPoll } from './book.js';
import type { PollLimits } from './limits.js';
import { standingLine } from './lines.js';
import { pollEvent } from './show.js';
import { choiceField, openWish, pollField, roomField, typedPoll, typedVote } from './wishes.js';

const NONE = 'No poll is open here. Open one: /poll Tea or coffee? | tea | coffee | 5m';

/** Whose command it is. @throws ChatError `CHAT_NOT_IN_ROOM`, `CHAT_LOGIN_REQUIRED` */
function actorIn(asked: string, session: Session): Actor {
  if (session.user === undefined) throw new ChatError('CHAT_LOGIN_REQUIRED');
  const wanted = fold(asked.replace(/^#/, ''));
  // Conversations of two are among a session's rooms, and are not for polls.
  const room = session.rooms.find((name) => name === wanted && !name.startsWith('@'));
  if (room === undefined) throw new ChatError('CHAT_NOT_IN_ROOM');
  return { session, user: session.user.id, room };
}

const lineOf = ({ line }: { readonly line?: unknown }): string | undefined =>
  typeof line === 'string' ? line : undefined;

/** Adds the commands, each for programs and, but for `poll.show`, typed by people. */
export function addCommands(
  host: PluginHost,
  book: Book,
  limits: PollLimits,
  mayClose: (session: Session, room: string) => boolean,
): void {
  const show = ({ room }: Actor) => {
    const { polls, line } = pollEvent(room, book.standings(room), host.clock.now());
    return { polls, line: line === '' ? NONE : line };
  };

  host.command({
    name: 'poll.show',
    summary: 'Says how the open polls of a room stand.',
    parse: (fields) => ({ room: roomField(fields) }),
    async run({ room }, session) {
      await book.ready();
      return show(actorIn(room, session));
    },
  });

  host.command({
    name: 'poll.open',
    summary: 'Asks the room, or says how its polls stand.',
    // A slash command belongs to one command: `/poll` alone is a wish for nothing.
    parse: (fields) => ({
      room: roomField(fields),
      wish: fields.question === undefined ? undefined : openWish(fields, limits),
    }),
    async run({ room, wish }, session) {
      await book.ready();
      const actor = actorIn(room, session);
      if (wish === undefined) return show(actor);
      const opened = await book.open(actor, wish);
      if (opened instanceof Refusal) return opened;
      const line = `Poll ${opened.poll} is open. Vote with /vote 1 to /vote ${opened.options.length}.`;
      return { ...opened, line };
    },
    slash: {
      name: 'poll',
      usage: '[QUESTION | OPTION | OPTION … | 5m]',
      fields: (typed, here = '') => ({ room: here, ...(typed === '' ? {} : typedPoll(typed)) }),
      // People are not shown what they say themselves, so they are told that it was said.
      answer: lineOf,
    },
  });

  host.command({
    name: 'poll.vote',
    summary: 'Votes. Who votes again changes their mind.',
    parse: (fields) => ({ room: roomField(fields), poll: pollField(fields), choice: choiceField(fields) }),
    async run({ room, poll, choice }, session) {
      await book.ready();
      const actor = actorIn(room, session);
      const number = poll ?? book.standings(actor.room).at(-1)?.poll;
      if (number === undefined) return unknownPoll();
      const allowed = await host.ask('vote', { room: actor.room, poll: number, choice }, session);
      if (allowed instanceof Refusal) return allowed;
      const standing = await book.vote(actor, allowed.poll, allowed.choice);
      if (standing instanceof Refusal) return standing;
      return { ...standing, line: standingLine(standing, host.clock.now()) };
    },
    slash: {
      name: 'vote',
      usage: '[POLL] OPTION',
      fields: (typed, here = '') => ({ room: here, ...typedVote(typed) }),
      answer: lineOf,
    },
  });

  host.command({
    name: 'poll.close',
    summary: 'Ends a poll before its time.',
    parse: (fields) => ({ room: roomField(fields), poll: pollField(fields) }),
    async run({ room, poll }, session) {
      await book.ready();
      const actor = actorIn(room, session);
      return book.close(actor, poll, mayClose(session, actor.room));
    },
    slash: {
      name: 'poll-close',
      usage: '[POLL]',
      fields: (typed, here = '') => ({ room: here, ...(typed === '' ? {} : { poll: Number(typed) }) }),
    },
  });
}
