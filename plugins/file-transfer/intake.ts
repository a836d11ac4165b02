import { ChatError, Refusal, refuse, type Session } from '../../core/index.js';
import type { Ground } from './ground.js';
import { cleanName, cleanType, type FileFacts, type FileOwner, type Upload } from './vault/index.js';

/**
 * Makes place for a file that somebody wants to send, if the rules, the gates of `file` and the quotas allow it. What a
 * gate has made of the name and the type holds from here on.
 * @param wanted As the sender said it: the name may be anything.
 */
export async function admit(
  ground: Ground,
  wanted: FileFacts,
  owner: FileOwner,
  session: Session,
): Promise<Upload | Refusal> {
  const { room } = owner;
  const { size } = wanted;
  const name = cleanName(wanted.name);
  const admitted = await decided().catch(refusalFrom);
  if (admitted instanceof Refusal) {
    const { code, text } = admitted;
    ground.tell('fileRefused', { room, from: { id: owner.user, nick: owner.nick }, name, size, code, text });
  }
  return admitted;

  async function decided(): Promise<Upload | Refusal> {
    const { host, settings, vault } = ground;
    const { fileBytes } = settings.limits;
    if (size > fileBytes) return refuse('FILE_TOO_LARGE', 'The file is too large.', { limit: fileBytes });
    const asked = await host.ask('file', { room, name, size, type: cleanType(wanted.type) }, session);
    if (asked instanceof Refusal) return asked;
    const facts = { ...wanted, name: cleanName(asked.name), type: cleanType(asked.type) };
    if (!settings.rules.allows(facts.name, facts.type)) {
      return refuse('FILE_TYPE', 'Files of that type are not taken here.', { type: facts.type });
    }
    return vault.begin(facts, owner);
  }
}

function refusalFrom(error: unknown): Refusal {
  if (error instanceof ChatError) return new Refusal(error.code, error.message, error.details);
  throw error;
}
