import { restart } from './acts.js';
import type { Invariant } from './invariants.js';
import { type Participant, rooms, type Stage } from './stage.js';

const PATIENCE = 40;

/** Mends everything that was done to a world, and lets time pass until everybody has what is theirs. Says false where that never comes. */
export async function mend(stage: Stage): Promise<boolean> {
  const { world, participants } = stage;
  world.heal();
  for (const { client } of participants) client.thaw();
  if (!stage.up) await restart(stage);
  await world.hub.plugins.unload('slow').catch(() => undefined);
  // Connections that broke in silence are found by their missing heartbeats.
  await world.advance(2 * world.hub.limits.heartbeatMs);
  for (let time = 0; time < PATIENCE; time++) {
    await world.advance(15_000);
    if (participants.every(isAtRest)) {
      await world.advance(1_000);
      return true;
    }
  }
  return false;
}

function isAtRest({ client, gone, said }: Participant): boolean {
  const answered =
    client.receipts.length + client.refusals.filter(({ what }) => what === 'say' || what === 'tell').length;
  if (answered < said) return false;
  if (gone) return client.state === 'stopped';
  return client.state === 'online' && [...client.client.rooms.values()].every(({ recovering }) => !recovering);
}

/** What must hold once everything is mended. */
export const finally_: readonly Invariant[] = [
  {
    name: 'everything that was said is answered',
    broken: ({ participants }) => {
      const waiting = participants.find((participant) => !isAtRest(participant));
      return waiting && `${waiting.client.nick} is ${waiting.client.state} and still waits`;
    },
  },
  {
    name: 'of every room that came back it is told',
    broken: ({ participants }) => {
      for (const { client, comebacks } of participants) {
        for (const room of comebacks.owed) return `${client.nick} is not told that ${room} is back`;
      }
      return undefined;
    },
  },
  {
    name: 'everybody has come to the end of every room that they are in',
    broken: ({ participants, chronicle }) => {
      for (const { client, gone } of participants) {
        if (gone) continue;
        for (const { name, position } of client.client.rooms.values()) {
          const end = chronicle.end(name, position?.epoch);
          if (position !== undefined && position.offset < end) {
            return `${client.nick} is at ${position.offset} of ${name}, whose log has ${end}`;
          }
        }
      }
      return undefined;
    },
  },
  {
    name: 'whoever is in a room is in the same life of its log as the others',
    broken: ({ participants }) => {
      for (const room of rooms) {
        const epochs = participants
          .filter(({ gone }) => !gone)
          .map(({ client }) => client.client.rooms.get(room)?.position?.epoch)
          .filter((epoch) => epoch !== undefined);
        if (new Set(epochs).size > 1) return `${room} has ${[...new Set(epochs)].join(' and ')}`;
      }
      return undefined;
    },
  },
  {
    name: 'everybody knows who is in the room',
    broken: ({ world, participants }) => {
      for (const room of rooms) {
        const truth = world.hub.chat
          .members(room)
          .map(({ id, nick, away }) => `${id} ${nick} ${away === true}`)
          .sort();
        for (const { client, gone } of participants) {
          const view = gone ? undefined : client.client.rooms.get(room);
          if (view === undefined) continue;
          const known = [...view.members.values()].map(({ id, nick, away }) => `${id} ${nick} ${away === true}`).sort();
          if (known.join() !== truth.join())
            return `${client.nick} sees ${known.join()} in ${room}, where ${truth.join()} are`;
        }
      }
      return undefined;
    },
  },
];

/** Everybody leaves; then nothing may be left. */
export async function leaveAll({ world, participants }: Stage): Promise<void> {
  for (const { client } of participants) client.quit();
  const { heartbeatMs, resumeMs } = world.hub.limits;
  // Of a connection that broke in silence the hub learns when heartbeats are missing, or nothing is taken for so long; then
  // the session is kept.
  await world.advance(10_000 + 4 * heartbeatMs + resumeMs);
}

/** What must hold once everybody has left. */
export const afterwards: readonly Invariant[] = [
  {
    name: 'no session and no room is left when everybody has left',
    broken: ({ world }) => {
      const sessions = world.hub.chat.sessions().map(({ user }) => user?.nick);
      const left = [...sessions, ...world.hub.chat.rooms().map(({ room }) => room)];
      return left.length === 0 ? undefined : `left: ${left.join(', ')}`;
    },
  },
  {
    name: 'no timer is left when everybody has left',
    broken: ({ world }) => (world.clock.timers === 0 ? undefined : `${world.clock.timers} timers are left`),
  },
];
