import { ChatError, Refusal, refuse } from '../../core/index.js';
import { isConversation, wayInto } from './address.js';
import { absentSender } from './finish/absent.js';
import { sessionsOf } from './finish/say.js';
import { admit } from './intake.js';
import { OWN_USER } from './own.js';
import type { Parts } from './parts.js';
import type { FileFacts, FileOwner, Upload } from './vault/index.js';

/** Begins an upload with a ticket. Whoever asked for it may be gone by then; what was refused leaves it valid. */
export async function redeem(parts: Parts, secret: string, facts: FileFacts): Promise<Upload | Refusal> {
  const ticket = parts.tickets.take(secret);
  if (ticket === undefined) return refuse('FILE_TICKET', 'That address is used up, or too old. Ask for another one.');
  const admitted = await begun(parts, ticket.owner, facts);
  if (admitted instanceof Refusal) parts.tickets.giveBack(ticket);
  return admitted;
}

async function begun(parts: Parts, owner: FileOwner, facts: FileFacts): Promise<Upload | Refusal> {
  const { host } = parts;
  const sessions = sessionsOf(parts, owner.user, undefined);
  const session = sessions.find((candidate) => wayInto(owner.room, candidate, host) !== undefined);
  if (session !== undefined) return admit(parts, facts, owner, session);
  if (sessions.length > 0) {
    const { code, message } = new ChatError('CHAT_NOT_IN_ROOM');
    return new Refusal(code, message);
  }
  if (isConversation(owner.room) && owner.user !== OWN_USER)
    return refuse('FILE_SENDER_GONE', 'Who sends a file to one person must be here.');
  return admit(parts, facts, owner, absentSender(owner, host.clock.now()));
}
