import { Refusal } from '../../../../core/index.js';
import type { OperatorAction } from '../act.js';
import { readBoolean, readText } from '../fields.js';
import { operatorRefusal } from '../statuses.js';

/** `{ name, on }`: listens on a wire, or stops to and sends off those who came by it. */
export const listener: OperatorAction = async ({ listeners }, body, doing) => {
  const name = readText(body, 'name');
  const on = readBoolean(body, 'on');
  doing.audit({ act: on ? 'listener on' : 'listener off', who: name });
  const view = await listeners.set(name, on);
  if (view === undefined) return operatorRefusal('OPERATOR_UNKNOWN', { name });
  if (view === 'busy') return operatorRefusal('OPERATOR_BUSY', { name });
  const { state, reason, url } = view;
  if (state === 'failed') return new Refusal('CHAT_LISTEN_FAILED', reason ?? 'It cannot be listened on.', { name });
  const where = url === undefined ? '' : ` at ${url}`;
  return { listener: view, line: on ? `listens on ${name}${where}` : `listens on ${name} no more` };
};
