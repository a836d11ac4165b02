import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type ts from 'typescript';

/** What the compiler finds wrong in a file: types are gone at run time, so that it has to be asked. */
export function faultsIn(url: string): string[] {
  const compiler = createRequire(import.meta.url)('typescript') as typeof ts;
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const base = compiler.readConfigFile(`${root}tsconfig.base.json`, compiler.sys.readFile);
  const { options } = compiler.parseJsonConfigFileContent(base.config, compiler.sys, root);
  const file = fileURLToPath(url);
  const program = compiler.createProgram([file], { ...options, types: ['node'], noEmit: true });
  const source = program.getSourceFile(file);
  const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  return found.map(({ messageText }) => compiler.flattenDiagnosticMessageText(messageText, '\n'));
}
