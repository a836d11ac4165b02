import { ChatError, type JsonObject, type Plugin, type Refusal } from '../../core/index.js';
import { createAudit } from './audit.js';
import { createAuthority } from './authority.js';
import { addAudit } from './commands/audit.js';
import { addPeople } from './commands/people.js';
import { addRoom } from './commands/room.js';
import { addSanctions } from './commands/sanctions.js';
import { type Desk, deskOn, type OperatorAct, type RoomFacts } from './desk.js';
import { followFirstSeen } from './first-seen.js';
import { guardDoor } from './gates/door.js';
import { guardSight, markOpenRooms } from './gates/sight.js';
import { guardSpeech } from './gates/speech.js';
import { type ModerationOptions, settingsOf } from './options.js';
import { createPasswords } from './password.js';
import { followPresence } from './presence.js';
import { createSlowMode } from './slow-mode.js';
import { createRecords } from './state/records.js';
import { createRooms, type Rooms } from './state/rooms.js';
import { createTries } from './tries.js';

/** Moderation, and what operators do who are not in the chat. */
export interface Moderation extends Plugin {
  /**
   * Does something in the name `operator`, as if an operator had given the command `room.ACT` with these fields: it is
   * checked, done, told to the room and written into the audit log like any other. `*` as room is everywhere.
   * @returns The reply to the command, with its `line` for people, or the refusal.
   * @throws ChatError for fields that make no sense, and what the store throws; `CHAT_PLUGIN_FAILED` while the plugin is not
   *   set up.
   */
  act(act: OperatorAct, fields: JsonObject): Promise<JsonObject | Refusal>;
  /**
   * How a room is run, by its folded name; of one that nobody has ever asked for, what is usual.
   * @throws ChatError what the store throws; `CHAT_PLUGIN_FAILED` while the plugin is not set up.
   */
  room(room: string): Promise<RoomFacts>;
}

/** How many rooms are in memory at once. */
const ROOMS_IN_MEMORY = 10_000;
const TIDY_MS = 600_000;

/**
 * Lets people run rooms: owners and moderators, topics, kicks, mutes, bans, slow mode, rooms by invitation or password, and a
 * log of what was done. Codes: `MODERATION_BANNED`, `MODERATION_FORBIDDEN`, `MODERATION_FULL`, `MODERATION_KICKED`,
 * `MODERATION_MUTED`, `MODERATION_NEWCOMER`, `MODERATION_NICK`, `MODERATION_NOT_HERE`, `MODERATION_NO_ADDRESS`, `MODERATION_OWN_ADDRESS`,
 * `MODERATION_OWNER`, `MODERATION_RANK`, `MODERATION_SLOW`, `MODERATION_UNKNOWN`, `ROOM_INVITE_ONLY`, `ROOM_PASSWORD`,
 * `ROOM_PASSWORD_BUSY`, `ROOM_PASSWORD_TRIES`.
 *
 * What is kept is in the hub's store, as durably as messages are in the broker. Each act is told to the room as the event
 * `moderated`, and emitted as `audit`.
 * @throws TypeError for options that make no sense.
 */
export function moderation(options: ModerationOptions = {}): Moderation {
  const settings = settingsOf(options);
  let rooms: Rooms | undefined;
  let desk: Desk | undefined;

  function open(): Desk {
    if (desk === undefined) throw new ChatError('CHAT_PLUGIN_FAILED', 'There is no moderation at this moment.');
    return desk;
  }

  return {
    name: 'moderation',
    setup(host) {
      const now = () => host.clock.monotonic();
      const records = createRecords(host.store, host.clock, followFirstSeen(host));
      rooms = createRooms(records, ROOMS_IN_MEMORY);
      const slow = createSlowMode(now, settings);
      const parts = {
        host,
        settings,
        rooms,
        records,
        audit: createAudit(host.store, settings.auditMost, () => host.clock.now()),
        authority: createAuthority(host, settings),
        passwords: createPasswords(),
      };
      guardDoor({ ...parts, tries: createTries(now) });
      guardSight(parts);
      guardSpeech({ ...parts, slow });
      followPresence(parts);
      void markOpenRooms(parts);
      const served = deskOn(host, parts);
      addSanctions(served, parts);
      addPeople(served, parts);
      addRoom(served, parts);
      addAudit(served, parts);
      host.every(TIDY_MS, slow.tidy);
      desk = served;
    },
    dispose() {
      desk = undefined;
      return rooms?.idle();
    },
    act: async (act, fields) => open().act(act, fields),
    room: async (room) => open().room(room),
  };
}
