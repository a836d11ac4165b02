import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ChatError } from '../../../core/index.js';

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
    const text = `${specifier} is TypeScript, which Node ${process.versions.node} cannot import. Build it, and name the .js.`;
    throw new ChatError('PLUGIN_NOT_BUILT', text);
  }
  return pathToFileURL(path).href;
}

function resolveFile(specifier: string, folder: string): string {
  const path = resolve(folder, filePath(specifier));
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return path;
  if (found?.isDirectory()) {
    throw notFound(`${specifier} is a folder: name the file in it that has the plugin, such as ${specifier}/index.js.`);
  }
  if (existsSync(sourcePath(path)) || existsSync(sourcePath(path.replace(/[\\/]dist([\\/][^\\/]+)$/, '$1')))) {
    throw new ChatError('PLUGIN_NOT_BUILT', `there is no ${specifier} yet: build it (npm run build) in its folder.`);
  }
  throw notFound(`there is no file ${path}.`);
}

function filePath(specifier: string): string {
  try {
    return specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier;
  } catch {
    throw notFound(`${specifier} is no address of a file.`);
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
    throw notFound(`there is no package ${specifier} to be found. The path of a file begins with ./ or /.`);
  }
}

function notFound(text: string): ChatError {
  return new ChatError('PLUGIN_NOT_FOUND', text);
}
