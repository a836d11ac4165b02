import { ContainerModule } from 'inversify';
import { history } from '../../../plugins/history/index.js';
import type { PluginEntry } from '../operator/plugins/index.js';
import { OPERATORS, PLUGIN_ENTRY, SETTINGS } from './tokens.js';

/** What was said before, and what becomes of it. */
export const historyModule = new ContainerModule(({ bind }) => {
  bind(PLUGIN_ENTRY).toResolvedValue(
    ({ isOperator }, { history: entry, keepDays, keepMessages, trustClock }): PluginEntry => ({
      name: 'history',
      create: () =>
        history({
          entry,
          keep: { ...(keepDays > 0 && { days: keepDays }), ...(keepMessages > 0 && { entries: keepMessages }) },
          trustClock,
          operators: isOperator,
        }),
    }),
    [OPERATORS, SETTINGS],
  );
});
