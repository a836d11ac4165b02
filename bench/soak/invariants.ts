import type { Chronicle, Noted } from './chronicle.js';
import type { Stay } from './sightings.js';
import type { Participant, Stage } from './stage.js';

/** One thing that Partyline promises. `broken` says how it was not kept, or nothing. */
export interface Invariant {
  readonly name: string;
  broken(stage: Stage): string | undefined;
}

/** The first complaint there is about any participant. */
function ofEach(stage: Stage, complaint: (participant: Participant) => string | undefined): string | undefined {
  for (const participant of stage.participants) {
    const found = complaint(participant);
    if (found !== undefined) return `${participant.client.nick}: ${found}`;
  }
  return undefined;
}

function ofEachStay(stage: Stage, complaint: (stay: Stay) => string | undefined): string | undefined {
  return ofEach(stage, ({ sightings }) => {
    for (const stay of sightings.stays) {
      const found = complaint(stay);
      if (found !== undefined) return `${stay.room}: ${found}`;
    }
    return undefined;
  });
}

/** What must hold at every moment. */
export const always: readonly Invariant[] = [
  {
    name: 'nothing precedes the welcome, replies come in order, no offset is skipped without a gap',
    broken: (stage) => ofEach(stage, ({ client }) => client.violations[0]),
  },
  {
    name: 'everybody is told the same message in the same place, and it is the one that is kept',
    broken: ({ chronicle }) => chronicle.disputes[0],
  },
  {
    name: 'offsets follow one another, but for gaps that are told',
    broken: (stage) => ofEachStay(stage, (stay) => holeIn(stay, stage.chronicle)),
  },
  {
    name: 'nobody is told a message twice',
    broken: (stage) => ofEachStay(stage, doubleIn),
  },
  {
    name: 'the log has every key once',
    broken: ({ chronicle }) => {
      for (const room of chronicle.rooms) {
        for (const [epoch, log] of chronicle.logs(room)) {
          const double = doubleKeyIn(log.values());
          if (double !== undefined) return `${room}, ${epoch}: the key ${double} is there twice`;
        }
      }
      return undefined;
    },
  },
  {
    name: 'what is acknowledged is in the log, in that place, and acknowledged once',
    broken: (stage) =>
      ofEach(stage, ({ client }) => {
        const keys = new Set<string>();
        for (const { room, epoch, offset, id, key } of client.receipts) {
          const kept = stage.chronicle.logs(room).get(epoch)?.get(offset);
          if (kept?.id !== id || kept.key !== key) return `${key} is not at ${offset} of ${room}`;
          if (keys.has(key)) return `${key} was acknowledged twice`;
          keys.add(key);
        }
        return undefined;
      }),
  },
  {
    name: 'commands are refused for good reasons only',
    broken: (stage) =>
      ofEach(stage, ({ client }) => {
        const bad = client.refusals.find(({ code }) => !expected.has(code));
        return bad && `${bad.what} was refused with ${bad.code}`;
      }),
  },
  {
    name: 'a session outlives its connection, and every connection that came before',
    broken: (stage) => ofEach(stage, ({ lostSessions }) => lostSessions[0]),
  },
  {
    name: 'each return of a room is told once, and as what it was',
    broken: (stage) => ofEach(stage, ({ comebacks }) => comebacks.complaints[0]),
  },
  {
    name: 'nothing fails',
    broken: ({ world }) => {
      const [failure] = world.failures;
      return failure && `${failure.plugin} in ${failure.what}: ${String(failure.error.cause ?? failure.error)}`;
    },
  },
  {
    name: 'no reader has more waiting than it may',
    broken: ({ world, up }) => {
      if (!up) return undefined;
      const most = world.hub.limits.outboxBytes * 2;
      const slow = world.hub.chat.sessions().find(({ pendingBytes }) => pendingBytes > most);
      return slow && `${slow.user?.nick} has ${slow.pendingBytes} bytes`;
    },
  },
];

const expected = new Set([
  // Whoever talks to a room or a person that they have left, or that has.
  'CHAT_NOT_IN_ROOM',
  'CHAT_USER_UNKNOWN',
  'CHAT_NICK_TAKEN',
  // Whoever quits does not wait for what was not sent.
  'CLIENT_STOPPED',
]);

/** Where a stay skips something: neither told, nor said to be missing, nor known from before. */
function holeIn({ room, from, told: events }: Stay, chronicle: Chronicle): string | undefined {
  const shown = new Set<string>();
  let place = from;
  for (const event of events) {
    const { epoch, offset } = event;
    if (event.type === 'message') {
      const next = place?.epoch === epoch ? place.offset + 1 : undefined;
      const log = chronicle.logs(room).get(epoch);
      // A message that comes before the client knows where it is may be any; what it is told again after the log was
      // begun anew, since its sender did not know that it was kept, it does not show again.
      for (let missing = next ?? offset; missing < offset; missing++) {
        const noted = log?.get(missing);
        if (noted === undefined || !shown.has(`${noted.from} ${noted.key}`)) {
          return `${offset} of ${epoch} came after ${place?.offset}`;
        }
      }
      if (place !== undefined && next === undefined) return `${offset} of ${epoch} came without a gap`;
      shown.add(`${event.from.id} ${event.key}`);
    }
    place = { epoch, offset };
  }
  return undefined;
}

function doubleIn({ told: events }: Stay): string | undefined {
  const seen = new Set<string>();
  for (const event of events) {
    if (event.type !== 'message') continue;
    for (const name of [`${event.epoch} ${event.offset}`, event.key ?? event.id]) {
      if (seen.has(name)) return `“${event.text}” came twice`;
      seen.add(name);
    }
  }
  return undefined;
}

function doubleKeyIn(log: Iterable<Noted>): string | undefined {
  const keys = new Set<string>();
  for (const { id, key = id } of log) {
    // Nobody draws a key that somebody else has: the same key is the same message.
    if (keys.has(key)) return key;
    keys.add(key);
  }
  return undefined;
}
