import { ChatError } from '../../../../../core/index.js';
import { resolvePlugin } from '../../../plugins/resolve-plugin.js';
import { type Check, type Finding, failed, ok } from '../check.js';

/** @param problems Why some were not found, one line each. */
export function assessPlugins(all: readonly string[], problems: readonly string[]): readonly Finding[] {
  if (problems.length > 0) return problems.map((problem) => failed(`--plugins: ${problem}`));
  return [ok(all.length === 0 ? 'The stock ones alone.' : `Besides the stock ones: ${all.join(', ')}.`)];
}

export const plugins: Check = {
  name: 'plugins',
  // They are found, not imported: that would run them.
  run: async ({ settings }) => assessPlugins(settings.plugins, settings.plugins.flatMap(findPluginProblem)),
};

function findPluginProblem(specifier: string): readonly string[] {
  try {
    resolvePlugin(specifier, process.cwd());
    return [];
  } catch (error) {
    if (error instanceof ChatError) return [error.message];
    throw error;
  }
}
