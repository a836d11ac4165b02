// Rows of the tables say in their own `text` what they are, so they need no comment for typedoc.
import { Comment, Converter, ReflectionKind } from 'typedoc';

/** The tables that docs/reference.md lists. */
const TABLES = new Set(['errors', 'limitTable']);

/** Gives every row of the tables a comment. */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Property)) {
      if (!isInTable(reflection)) continue;
      reflection.comment ??= new Comment([{ kind: 'text', text: 'Listed with its meaning in docs/reference.md.' }]);
    }
  });
}

function isInTable(reflection) {
  for (let up = reflection.parent; up !== undefined; up = up.parent) {
    if (up.kindOf(ReflectionKind.Variable) && TABLES.has(up.name)) return true;
  }
  return false;
}
