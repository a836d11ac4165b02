import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The package that this file is part of. */
export interface About {
  readonly version: string;
  /** The folder with the built web page; it may not be there. */
  readonly pageFolder: string;
}

/** Finds the package, whether this is the built program or its source. */
export function about(): About {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { version, pageFolder: join(folder, 'dist', 'apps', 'web') };
}
