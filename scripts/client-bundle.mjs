// partyline/client as one module for browsers.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/**
 * Bundles client/index.ts with all that it needs.
 *
 * @returns the minified text of the module
 * @throws Error when anything of Node or of another package is in it
 */
export async function bundledClient() {
  const { output } = await build({
    configFile: false,
    root: fileURLToPath(new URL('..', import.meta.url)),
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2023',
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: 'client/index.ts',
        preserveEntrySignatures: 'strict',
        output: { format: 'es', codeSplitting: false },
      },
    },
  });
  const [chunk] = output;
  const foreign = chunk.moduleIds.filter(
    (id) => !/\/(?:client\/[^?]*|core\/protocol\/[^?]*|core\/message\/fold)\.ts$/.test(id),
  );
  if (foreign.length > 0 || chunk.imports.length > 0) {
    throw new Error(`The client has something in it that is not its own: ${[...foreign, ...chunk.imports].join(', ')}`);
  }
  return chunk.code;
}
