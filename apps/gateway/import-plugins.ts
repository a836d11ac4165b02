import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Awaitable, ChatError, type Plugin } from '../../core/index.js';

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
      throw new ChatError(
        'PLUGIN_TWICE',
        `${specifier} has a plugin named ${plugin.name}, and an earlier one has the same name.`,
      );
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
    throw new ChatError('PLUGIN_BROKEN', `Cannot import ${specifier}: ${why}`, { cause: error });
  }
}

function inTime<T>(specifier: string, withinMs: number, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const text = `Importing ${specifier} took longer than ${withinMs / 1_000} s.`;
    const late = setTimeout(() => reject(new ChatError('PLUGIN_LATE', text)), withinMs);
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(late));
  });
}

type Module = Readonly<Record<string, unknown>>;

/**
 * The plugin that a module has: its default export or its only export, or what that returns when it is a function.
 * @param name How people know the module.
 * @throws ChatError `PLUGIN_NONE`, and whatever the function throws.
 */
export async function pluginFromModule(module: Module, name: string): Promise<Plugin> {
  const chosen = findCandidate(module);
  if (chosen === undefined) {
    const names = Object.keys(module).join(', ') || 'nothing';
    const text = `${name} must export one plugin or one function that creates a plugin, as its default or only export. It exports ${names}.`;
    throw new ChatError('PLUGIN_NONE', text);
  }
  const made: unknown = typeof chosen === 'function' ? await (chosen as () => Awaitable<unknown>)() : chosen;
  if (isPlugin(made)) return made;
  throw new ChatError('PLUGIN_NONE', `${name} does not create a plugin. A plugin has a name and a setup function.`);
}

function findCandidate(module: Module): unknown {
  if (isCandidate(module.default)) return module.default;
  const others = Object.entries(module).filter(([key, value]) => key !== 'default' && isCandidate(value));
  return others.length === 1 ? others[0]?.[1] : undefined;
}

function isCandidate(value: unknown): boolean {
  return typeof value === 'function' || isPlugin(value);
}

function isPlugin(value: unknown): value is Plugin {
  if (typeof value !== 'object' || value === null || !('name' in value && 'setup' in value)) return false;
  return typeof value.name === 'string' && value.name !== '' && typeof value.setup === 'function';
}

const PATH = /^(?:\.{0,2}[\\/]|[A-Za-z]:[\\/]|file:)/;
const TYPESCRIPT = /\.[cm]?tsx?$/;

/**
 * Where a plugin's module is.
 * @param specifier A file as seen from `folder`, beginning with `./`, `../` or `/`; or a package, to be found from there or from here.
 * @returns Its address, a `file:` URL.
 * @throws ChatError `PLUGIN_NOT_FOUND`, and `PLUGIN_NOT_BUILT` for TypeScript where this Node cannot import it.
 */
export function resolvePlugin(specifier: string, folder: string): string {
  const path = PATH.test(specifier) ? resolveFile(specifier, folder) : resolvePackage(specifier, folder);
  if (TYPESCRIPT.test(path) && !('typescript' in process.features && process.features.typescript)) {
    const text = `${specifier} is TypeScript, which Node ${process.versions.node} cannot import. Build it and use the .js file.`;
    throw new ChatError('PLUGIN_NOT_BUILT', text);
  }
  return pathToFileURL(path).href;
}

function resolveFile(specifier: string, folder: string): string {
  const path = resolve(folder, filePath(specifier));
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return path;
  if (found?.isDirectory()) {
    throw notFound(`${specifier} is a folder. Use the plugin's file in it, for example ${specifier}/index.js.`);
  }
  if (existsSync(sourcePath(path)) || existsSync(sourcePath(path.replace(/[\\/]dist([\\/][^\\/]+)$/, '$1')))) {
    throw new ChatError('PLUGIN_NOT_BUILT', `${specifier} is not built yet. Run npm run build in its folder.`);
  }
  throw notFound(`No file at ${path}.`);
}

function filePath(specifier: string): string {
  try {
    return specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier;
  } catch {
    throw notFound(`${specifier} is not a valid file URL.`);
  }
}

function sourcePath(path: string): string {
  return path.replace(/\.([cm]?)js$/, '.$1ts');
}

/** From the current folder first; then from here, where a package lies that was installed beside this one. */
function resolvePackage(specifier: string, folder: string): string {
  for (const from of [join(folder, 'package.json'), import.meta.url]) {
    try {
      const path = createRequire(from).resolve(specifier);
      if (isAbsolute(path)) return path;
    } catch {
      // Nothing there, or nothing for `require`.
    }
  }
  try {
    return fileURLToPath(import.meta.resolve(specifier));
  } catch {
    throw notFound(`Package ${specifier} was not found. A file path begins with ./ or /.`);
  }
}

function notFound(text: string): ChatError {
  return new ChatError('PLUGIN_NOT_FOUND', text);
}
