import { ClientError } from '../error.js';
import type { JoinResult, Receipt } from '../view.js';
import { type ErrorFrame, type Fields, isMembers, isObject, isOffset, isText } from './frame.js';
import type { Command } from './queue.js';
import type { Rooms } from './rooms.js';

/** Whom the results of commands concern. */
export interface Taker {
  readonly rooms: Rooms;
  /** The user is called so from now on. */
  renamed(nick: string): void;
}

/** What the promise of a command resolves to. */
export interface Settled {
  readonly value: unknown;
}

/** Takes in the result of a command; `undefined` where it lacks what it must have. */
type Taking = (result: Fields, command: Command, taker: Taker) => Settled | undefined;

const takings: Readonly<Record<string, Taking>> = {
  join(result, { fields }, { rooms }) {
    const joined = joinIn(result);
    if (joined === undefined) return undefined;
    const isNew = !rooms.all.has(joined.room);
    rooms.joined(joined, fields.after !== undefined || (isNew && Number(fields.last ?? 0) > 0));
    rooms.password(joined.room, fields.password);
    return { value: joined };
  },
  leave({ room }, _command, { rooms }) {
    if (!isText(room)) return undefined;
    rooms.left(room);
    return { value: undefined };
  },
  say: message,
  tell: message,
  nick({ nick }, _command, taker) {
    if (!isText(nick)) return undefined;
    taker.renamed(nick);
    return { value: nick };
  },
};

/** Takes in what a command has brought. What the client does not keep by itself resolves to the bare result. */
export function taken(result: Fields, command: Command, taker: Taker): Settled | undefined {
  const taking = Object.hasOwn(takings, command.type) ? takings[command.type] : undefined;
  const settled = taking?.(result, command, taker);
  return command.kept ? settled : { value: result };
}

/** A refusal, as the caller of the command gets it. */
export function refusal({ code, text, retry, details }: ErrorFrame): ClientError {
  return new ClientError(code, text, retry === true, isObject(details) ? details : {});
}

/** Whether a refusal says that the command was done before: a leaving whose first answer was lost. */
export function isDone({ type, again }: Command, code: string): boolean {
  return type === 'leave' && again === true && code === 'CHAT_NOT_IN_ROOM';
}

function message(result: Fields, { fields }: Command, { rooms }: Taker): Settled | undefined {
  const { id, room, epoch, offset, at } = result;
  if (!isText(id) || !isText(room) || !isText(epoch) || !isOffset(offset) || !Number.isFinite(at)) return undefined;
  const receipt: Receipt = { id, room, epoch, offset, at: Number(at), key: String(fields.key) };
  rooms.kept(receipt);
  return { value: receipt };
}

function joinIn({ room, epoch, offset, members }: Fields): JoinResult | undefined {
  if (!isText(room) || !isText(epoch) || !isOffset(offset) || !isMembers(members)) return undefined;
  return { room, epoch, offset, members };
}
