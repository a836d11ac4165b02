import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What `package.json` says of this package, as far as it is of use here. */
export interface PackageManifest {
  readonly version: string;
  /** The oldest `node` that will do, as `>=20.19`. */
  readonly engines: { readonly node: string };
  /** The tools with which it is built and tested, with their versions. */
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The package that this file is part of. */
export interface PackageInfo {
  readonly version: string;
  readonly manifest: PackageManifest;
  /** The folder with the built web page; it may not be there. */
  readonly pageFolder: string;
}

/** Finds the package, whether this is the built program or its source. */
export function readPackageInfo(): PackageInfo {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageManifest;
  return { version: manifest.version, manifest, pageFolder: join(folder, 'dist', 'apps', 'web') };
}
