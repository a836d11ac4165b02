import { ChatError, type Plugin } from '../../../core/index.js';
import { pluginFromModule } from './plugin-in.js';
import { resolvePlugin } from './resolve-plugin.js';

/** How long a module may take to be there, where nothing else is said. */
const IMPORT_MS = 10_000;

/**
 * Imports plugins, one after the other.
 * @param specifiers Files, as seen from `folder`, and packages.
 * @param withinMs How long each may take.
 * @throws ChatError `PLUGIN_NOT_FOUND`, `PLUGIN_NOT_BUILT`, `PLUGIN_NONE`, `PLUGIN_BROKEN` (it throws, or is no JavaScript),
 *   `PLUGIN_LATE` and `PLUGIN_TWICE`, with a text for people.
 */
export async function importPlugins(
  specifiers: readonly string[],
  folder: string,
  withinMs = IMPORT_MS,
): Promise<readonly Plugin[]> {
  const plugins: Plugin[] = [];
  for (const specifier of specifiers) {
    const plugin = await importPlugin(specifier, resolvePlugin(specifier, folder), withinMs);
    if (plugins.some(({ name }) => name === plugin.name)) {
      throw new ChatError('PLUGIN_TWICE', `${specifier} has a plugin ${plugin.name}, and so has one before it.`);
    }
    plugins.push(plugin);
  }
  return plugins;
}

async function importPlugin(specifier: string, address: string, withinMs: number): Promise<Plugin> {
  try {
    return await inTime(specifier, withinMs, async () => pluginFromModule(await import(address), specifier));
  } catch (error) {
    if (error instanceof ChatError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new ChatError('PLUGIN_BROKEN', `${specifier} cannot be imported: ${why}`, { cause: error });
  }
}

function inTime<T>(specifier: string, withinMs: number, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const text = `${specifier} was not there within ${withinMs / 1_000} s of importing it.`;
    const late = setTimeout(() => reject(new ChatError('PLUGIN_LATE', text)), withinMs);
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(late));
  });
}
