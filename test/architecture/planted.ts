import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../support/sources.js';

/** A small tree of files beside copies of our own settings, where rules can be broken on purpose. */
export interface PlantedTree {
  readonly folder: string;
  remove(): void;
}

const SETTINGS = ['.dependency-cruiser.cjs', 'biome.json', 'tsconfig.json', 'tsconfig.base.json', 'package.json'];

/** Makes a tree of the given files (path → text), with stand-ins for the named packages. */
export function plant(files: Readonly<Record<string, string>>, packages: readonly string[]): PlantedTree {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-planted-'));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const name of SETTINGS) cpSync(join(root, name), join(folder, name));
  for (const name of packages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, 'module.exports = {};\n');
  }
  for (const [path, text] of Object.entries(files)) write(path, text);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** One finding of a tool: which rule, and in which file. */
export interface Finding {
  readonly rule: string;
  readonly file: string;
  /** What the file imports, or what a tool says of it. */
  readonly about: string;
}

interface CruiseReport {
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
  };
}

/** What dependency-cruiser, with our rules, finds in a folder. */
export async function cruise(folder: string, targets: readonly string[]): Promise<Finding[]> {
  const bin = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...targets];
  const report = (await outputOf(process.execPath, args, folder)) as CruiseReport;
  return report.summary.violations.map(({ from, to, rule }) => ({ rule: rule.name, file: from, about: to }));
}

interface LintReport {
  readonly diagnostics: readonly {
    readonly category: string;
    readonly message: string;
    readonly location: { readonly path: string };
  }[];
}

/** What Biome, with our rules, finds in a folder. */
export async function lint(folder: string): Promise<Finding[]> {
  const bin = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [bin, 'lint', '--vcs-enabled=false', '--max-diagnostics=none', '--reporter=json'];
  const report = (await outputOf(process.execPath, args, folder)) as LintReport;
  return report.diagnostics.map(({ category, message, location }) => ({
    rule: category,
    file: location.path.replaceAll('\\', '/'),
    about: message,
  }));
}

/** Runs a program and parses what it prints; that it ends with an error is what a finding looks like. */
function outputOf(program: string, args: readonly string[], cwd: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, maxBuffer: 64 * 1024 * 1024 }, (_error, stdout, stderr) => {
      try {
        resolve(JSON.parse(stdout));
      } catch {
        reject(new Error(`${args.join(' ')} printed no report: ${stderr}`));
      }
    });
  });
}
