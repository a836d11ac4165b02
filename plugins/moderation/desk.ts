import { type Command, type JsonObject, type PluginHost, type Refusal, refuse } from '../../core/index.js';
import type { CourtParts } from './court.js';
import { absentOperator } from './operator.js';
import type { Access } from './state/entries.js';

/** What an operator can do who is not in the chat. */
export type OperatorAct = 'ban' | 'kick' | 'mute' | 'slow' | 'unban' | 'unmute';

/** How a room is run. */
export interface RoomFacts {
  /** What it is about. Absent: nobody said. */
  readonly topic?: string;
  /** Seconds between two messages of one member; 0: any number of messages. */
  readonly slow: number;
  /** Who may come in. */
  readonly access: Access;
  /** The nick of whom it belongs to. Absent: nobody. */
  readonly owner?: string;
  /** Whether it belongs to nobody, and never will. */
  readonly public: boolean;
}

/** What operators are served with who are not in the chat. */
export interface Desk {
  /** Takes a command in, as the hub does. */
  command<Input>(command: Command<Input>): void;
  act(act: OperatorAct, fields: JsonObject): Promise<JsonObject | Refusal>;
  room(room: string): Promise<RoomFacts>;
}

type Run = (fields: JsonObject) => Promise<JsonObject | Refusal>;

const nothing = { bytes: undefined, verbatim: undefined };

/** A desk on which lies whatever commands the hub gets, so that there is one way to do an act. */
export function deskOn(host: Pick<PluginHost, 'command'>, { rooms, settings }: CourtParts): Desk {
  const commands = new Map<string, Run>();
  return {
    command(command) {
      host.command(command);
      const { parse } = command;
      if (parse === undefined) return;
      commands.set(command.name, async (fields) => command.run(parse(fields, nothing), absentOperator));
    },
    async act(act, fields) {
      const run = commands.get(`room.${act}`);
      return run === undefined ? refuse('CHAT_BAD_COMMAND', `Nobody can ${act}.`) : run(fields);
    },
    async room(room) {
      const { head } = await rooms.get(room);
      const { topic, slow = 0, access = 'open', owner } = head ?? {};
      return {
        slow,
        access,
        public: settings.publicRooms.has(room),
        ...(topic === undefined || topic.text === '' ? {} : { topic: topic.text }),
        ...(owner === undefined ? {} : { owner: owner.nick }),
      };
    },
  };
}
