import { ContainerModule } from 'inversify';
import { history } from '../../../plugins/history/index.js';
import type { Slot } from '../operator/plugins/index.js';
import { OPERATORS, SETTINGS, SLOT } from './tokens.js';

/** What was said before, and what becomes of it. */
export const historyModule = new ContainerModule(({ bind }) => {
  bind(SLOT).toResolvedValue(
    ({ isOperator }, { history: entry, keepDays, keepMessages, trustClock }): Slot => ({
      name: 'history',
      make: () =>
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
