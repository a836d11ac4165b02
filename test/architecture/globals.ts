import ts from 'typescript';

/** One place where a source file reaches for something that is not handed to it. */
export interface Reach {
  /** `setTimeout`, `Date.now`, `new Date()`, `console.warn`, … */
  readonly what: string;
  /** From 1. */
  readonly line: number;
}

/** Finds every use of the named globals, and of the named members of globals (`Date.now`), in a source text. */
export function reachesFor(names: ReadonlySet<string>, text: string, path = 'source.ts'): Reach[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Reach[] = [];
  const note = (node: ts.Node, what: string): void => {
    found.push({ what, line: file.getLineAndCharacterOfPosition(node.getStart()).line + 1 });
  };
  const visit = (node: ts.Node): void => {
    const what = nameOf(node);
    if (what !== undefined && names.has(what)) note(node, what);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return isName(node) ? undefined : node.text;
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
    return `${node.expression.text}.${node.name.text}`;
  }
  // Without arguments a Date is the clock; with them it is a calendar, which is fine.
  if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && (node.arguments ?? []).length === 0) {
    return `new ${node.expression.text}()`;
  }
  return undefined;
}

/** Whether an identifier only names a member or a declaration: `broker.process`, `{ process: 1 }`. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) || isNamed(parent)) && parent.name === node;
}

function isNamed(node: ts.Node): node is ts.NamedDeclaration {
  return 'name' in node;
}
