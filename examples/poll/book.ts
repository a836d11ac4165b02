import { type Cancel, type Draft, isJsonObject, type PluginHost, Refusal, refuse, type Session } from 'partyline';
import { createLanes } from './lanes.js';
import type { PollLimits } from './limits.js';
import { askingText, wordsOf } from './lines.js';
import { type Poll, standingOf } from './model.js';
import { sayResult } from './result.js';
import { createShelf } from './shelf.js';
import type { Standing } from './types.js';
import type { OpenWish } from './wishes.js';

/** Whose doing it is. */
export interface Actor {
  readonly session: Session;
  /** Their user's id: the same on all of their devices. */
  readonly user: string;
  /** The folded name of a room that they are in. */
  readonly room: string;
}

/** What is said where a poll is not open, or not in this room. */
export const unknownPoll = (): Refusal => refuse('POLL_UNKNOWN', 'There is no such poll open here.');

/** The polls of a hub. */
export interface Book {
  /** Resolves once it is known what was kept; fails when that cannot be read, and tries anew with the next call. */
  ready(): Promise<void>;
  /** The open polls of a room, the oldest first. */
  standings(room: string): readonly Standing[];
  /** Asks the room. */
  open(actor: Actor, wish: OpenWish): Promise<Standing | Refusal>;
  /** Counts a vote, in the place of an earlier one. @param number `undefined`: the newest poll. */
  vote(actor: Actor, number: number | undefined, choice: number): Promise<Standing | Refusal>;
  /** Ends a poll before its time. @param any whether they may end those of others. */
  close(actor: Actor, number: number | undefined, any: boolean): Promise<Standing | Refusal>;
  /** Ends all polls whose time is over. */
  closeDue(): Promise<void>;
  /** The gate for messages that ask: puts beside them what is asked, in the words that the other gates have left. */
  asking(draft: Draft): Draft | Refusal;
  /** Begins nothing more; resolves when what was under way is done. */
  end(): Promise<void>;
}

/** Makes the book. @param changed A poll has been opened or voted in. */
export function createBook(host: PluginHost, limits: PollLimits, changed: (poll: Standing) => void): Book {
  const shelf = createShelf(host);
  const lanes = createLanes();
  const polls = new Map<number, Poll>();
  const timers = new Map<number, Cancel>();
  /** Polls whose message is on its way through the gates. */
  const asked = new Map<number, Poll>();
  let last = 0;
  let loading: Promise<void> | undefined;

  const inRoom = (room: string): Poll[] => [...polls.values()].filter((poll) => poll.room === room);

  function find(room: string, number: number | undefined): Poll | undefined {
    const poll = number === undefined ? inRoom(room).at(-1) : polls.get(number);
    return poll?.room === room && poll.closesAt > host.clock.now() ? poll : undefined;
  }

  function add(poll: Poll): void {
    polls.set(poll.number, poll);
    if (lanes.ended) return; // Without timers any more; whoever comes next finds it on the shelf.
    const ms = Math.max(0, poll.closesAt - host.clock.now());
    timers.set(
      poll.number,
      host.after(ms, () => finish(poll.number)),
    );
  }

  async function load(): Promise<void> {
    const kept = await shelf.load();
    last = Math.max(last, kept.last);
    for (const poll of kept.polls) add(poll);
  }

  /** Says the result and forgets the poll, in this order: a hub that dies in between finds it again and goes on. */
  async function conclude(poll: Poll): Promise<Standing> {
    const result = await sayResult(host, poll);
    await shelf.drop(poll);
    polls.delete(poll.number);
    timers.get(poll.number)?.();
    timers.delete(poll.number);
    if (!lanes.ended) host.emit('polled', result);
    return result;
  }

  async function finish(number: number): Promise<void> {
    const room = polls.get(number)?.room;
    if (room === undefined) return;
    await lanes.run(room, async () => {
      const poll = polls.get(number);
      if (poll !== undefined) await conclude(poll);
    });
  }

  async function ask({ session, user, room }: Actor, { question, options, ms }: OpenWish): Promise<Standing | Refusal> {
    if (inRoom(room).length >= limits.openPerRoom) {
      const text = `${limits.openPerRoom} polls are open here. Wait until one is closed.`;
      return refuse('POLL_TOO_MANY', text, { most: limits.openPerRoom });
    }
    last += 1;
    const closesAt = host.clock.now() + ms;
    const poll: Poll = { number: last, room, question, options, by: user, closesAt, ballots: new Map() };
    // Kept before it is said: a poll that nobody was told of does less harm than a question that nobody can answer.
    await shelf.putLast(last);
    await shelf.put(poll);
    const opened = await say(session, poll, ms).catch(async (error: unknown) => {
      await shelf.drop(poll);
      throw error;
    });
    if (opened instanceof Refusal) {
      await shelf.drop(poll);
      return opened;
    }
    add(opened);
    await shelf.put(opened);
    return standingOf(opened);
  }

  /** Asks in the name of who opens the poll, so that whoever may not speak cannot ask either. */
  async function say(session: Session, poll: Poll, ms: number): Promise<Poll | Refusal> {
    asked.set(poll.number, poll);
    try {
      const { room } = poll;
      const data = standingOf(poll);
      const said = await host.chat.sayAs(session, { room, kind: 'poll', text: askingText(poll, ms), data });
      return said instanceof Refusal ? said : (asked.get(poll.number) ?? poll);
    } finally {
      asked.delete(poll.number);
    }
  }

  return {
    ready() {
      loading ??= load().catch((error: unknown) => {
        loading = undefined;
        throw error;
      });
      return loading;
    },
    standings: (room) => inRoom(room).map((poll) => standingOf(poll)),
    async open(actor, wish) {
      const opened = await lanes.run(actor.room, () => ask(actor, wish));
      if (!(opened instanceof Refusal)) changed(opened);
      return opened;
    },
    vote: ({ user, room }, number, choice) =>
      lanes.run(room, async () => {
        const poll = find(room, number);
        if (poll === undefined) return unknownPoll();
        const index = choice - 1;
        if (poll.options[index] === undefined) {
          return refuse('POLL_CHOICE', `The options are 1 to ${poll.options.length}.`, { most: poll.options.length });
        }
        if (!poll.ballots.has(user) && poll.ballots.size >= limits.voters) {
          return refuse('POLL_FULL', 'No more people can vote in this poll.', { most: limits.voters });
        }
        const counted: Poll = { ...poll, ballots: new Map(poll.ballots).set(user, index) };
        await shelf.put(counted);
        polls.set(poll.number, counted);
        const standing = standingOf(counted);
        changed(standing);
        return standing;
      }),
    close: ({ user, room }, number, any) =>
      lanes.run(room, async () => {
        const poll = find(room, number);
        if (poll === undefined) return unknownPoll();
        if (poll.by !== user && !any) return refuse('POLL_NOT_YOURS', 'Only who opened the poll may close it.');
        return conclude(poll);
      }),
    async closeDue() {
      const due = [...polls.values()].filter(({ closesAt }) => closesAt <= host.clock.now());
      await Promise.all(due.map(({ number }) => finish(number)));
    },
    asking(draft) {
      if (draft.kind !== 'poll' || !isJsonObject(draft.data) || draft.data.open !== true) return draft;
      const poll = asked.get(Number(draft.data.poll));
      // Somebody kept the message back, and says it now that nobody waits for it any more.
      if (poll === undefined) return unknownPoll();
      const heard: Poll = { ...poll, ...wordsOf(draft.text, poll.options.length) };
      asked.set(poll.number, heard);
      return { ...draft, data: standingOf(heard) };
    },
    end: () => lanes.end(),
  };
}
