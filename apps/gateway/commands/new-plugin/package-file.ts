import type { PackageManifest } from '../../about.js';

/** The `package.json` of a new plugin: for the tools with which this package itself is built and tested. */
export function packageJson(name: string, { version, engines, devDependencies }: PackageManifest): string {
  const range = (tool: string) => `^${devDependencies[tool] ?? version}`;
  const manifest = {
    name,
    version: '0.1.0',
    description: 'A plugin for Partyline.',
    private: true,
    type: 'module',
    engines: { node: engines.node },
    exports: `./dist/${name}.js`,
    files: ['dist'],
    scripts: { build: 'tsc -p tsconfig.build.json', test: 'vitest run', types: 'tsc', prepack: 'npm run build' },
    peerDependencies: { partyline: `^${version}` },
    devDependencies: {
      '@types/node': range('@types/node'),
      typescript: range('typescript'),
      vitest: range('vitest'),
    },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** The configuration of the tests, so that none of a folder above holds. */
export function vitestConfig(): string {
  return `import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['*.test.ts'] } });
`;
}

/** The configuration of TypeScript: everything is checked, nothing written. */
export function tsconfig(): string {
  const compilerOptions = {
    target: 'ES2023',
    lib: ['ES2023'],
    module: 'NodeNext',
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    noEmit: true,
  };
  return `${JSON.stringify({ compilerOptions, include: ['*.ts'] }, undefined, 2)}\n`;
}

/** The same for building: what is published, without the tests. */
export function buildTsconfig(name: string): string {
  const compilerOptions = { noEmit: false, declaration: true, rootDir: '.', outDir: 'dist' };
  const config = { extends: './tsconfig.json', compilerOptions, include: [], files: [`${name}.ts`] };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
