import type { OperatorAction } from '../act.js';
import { readEnum, readText } from '../fields.js';
import { operatorRefusal } from '../statuses.js';

const pastTense = { on: 'switched on', off: 'switched off', reload: 'reloaded' } as const;

/** `{ name, do }`: switches a plugin on or off, or puts a new instance into its place. */
export const plugin: OperatorAction = async ({ hub, plugins }, body, doing) => {
  const name = readText(body, 'name');
  const what = readEnum(body, 'do', ['on', 'off', 'reload'] as const);
  doing.audit({ act: `plugin ${what}`, who: name });
  const found = plugins.list(hub.plugins).find((one) => one.name === name);
  if (found === undefined) return operatorRefusal('OPERATOR_UNKNOWN', { name });
  if (found.fixed !== undefined) return operatorRefusal('OPERATOR_FIXED', { name, reason: found.fixed });
  await plugins.change(hub.plugins, name, what);
  return { line: `${pastTense[what]} ${name}` };
};
