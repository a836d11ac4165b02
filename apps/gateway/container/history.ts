import { ContainerModule } from 'inversify';
import { history } from '../../../plugins/history/index.js';
import { OPERATORS, PLUGIN, SETTINGS } from './tokens.js';

/** What was said before, and what becomes of it. */
export const historyModule = new ContainerModule(({ bind }) => {
  bind(PLUGIN).toResolvedValue(
    ({ isOperator }, { history: entry, keepDays, keepMessages }) =>
      history({
        entry,
        keep: { ...(keepDays > 0 && { days: keepDays }), ...(keepMessages > 0 && { entries: keepMessages }) },
        operators: isOperator,
      }),
    [OPERATORS, SETTINGS],
  );
});
