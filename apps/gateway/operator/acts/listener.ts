import { Refusal } from '../../../../core/index.js';
import type { Act } from '../act.js';
import { flagIn, textIn } from '../fields.js';
import { deskRefusal } from '../statuses.js';

/** `{ name, on }`: listens on a wire, or stops to and sends off those who came by it. */
export const listener: Act = async ({ listeners }, body, doing) => {
  const name = textIn(body, 'name');
  const on = flagIn(body, 'on');
  doing.about({ act: on ? 'listener on' : 'listener off', who: name });
  const view = await listeners.set(name, on);
  if (view === undefined) return deskRefusal('OPERATOR_UNKNOWN', { name });
  if (view === 'busy') return deskRefusal('OPERATOR_BUSY', { name });
  const { state, reason, url } = view;
  if (state === 'failed') return new Refusal('CHAT_LISTEN_FAILED', reason ?? 'It cannot be listened on.', { name });
  const where = url === undefined ? '' : ` at ${url}`;
  return { listener: view, line: on ? `listens on ${name}${where}` : `listens on ${name} no more` };
};
