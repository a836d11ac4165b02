import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { onTestFinished } from 'vitest';
import { root } from '../../../support/sources.js';

const MODULES = ['tcp', 'lines', 'cause'];

/**
 * Runs a program in a process of its own, beside `./tcp.js`, the wires over TCP.
 *
 * @param text the program, a module
 * @returns what it has printed, once it has ended by itself
 */
export function runToEnd(text: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-wires-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true };
  for (const name of MODULES) {
    const source = readFileSync(join(root, 'client/wires', `${name}.ts`), 'utf8');
    writeFileSync(join(folder, `${name}.js`), ts.transpileModule(source, { compilerOptions }).outputText);
  }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(folder, 'main.js'), text);
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, ['main.js'], { cwd: folder }, (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
    onTestFinished(() => void child.kill('SIGKILL'));
  });
}
