import type { Act } from '../act.js';
import { oneOfIn, textIn } from '../fields.js';
import { deskRefusal } from '../statuses.js';

const done = { on: 'switched on', off: 'switched off', reload: 'reloaded' } as const;

/** `{ name, do }`: switches a plugin on or off, or puts a new instance into its place. */
export const plugin: Act = async ({ hub, plugins }, body, doing) => {
  const name = textIn(body, 'name');
  const what = oneOfIn(body, 'do', ['on', 'off', 'reload'] as const);
  doing.about({ act: `plugin ${what}`, who: name });
  const found = plugins.list(hub.plugins).find((one) => one.name === name);
  if (found === undefined) return deskRefusal('OPERATOR_UNKNOWN', { name });
  if (found.fixed !== undefined) return deskRefusal('OPERATOR_FIXED', { name, reason: found.fixed });
  await plugins.change(hub.plugins, name, what);
  return { line: `${done[what]} ${name}` };
};
