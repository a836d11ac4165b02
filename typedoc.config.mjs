import { readFileSync } from 'node:fs';
import { Comment, Converter, ReflectionKind } from 'typedoc';

const manifest = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** The sources behind every subpath that package.json exports. */
const entryPoints = Object.values(manifest.exports)
  .filter((target) => target.endsWith('.js'))
  .map((target) => target.replace('./dist/', './').replace(/\.js$/, '.ts'));

/** Tables whose rows say in their own `text` what they are: docs/reference.md lists them. */
const TABLES = new Set(['errors', 'limitTable']);

function isInTable(reflection) {
  for (let up = reflection.parent; up !== undefined; up = up.parent) {
    if (up.kindOf(ReflectionKind.Variable) && TABLES.has(up.name)) return true;
  }
  return false;
}

function describeRows(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of project.getReflectionsByKind(ReflectionKind.Property)) {
      if (!isInTable(reflection)) continue;
      reflection.comment ??= new Comment([{ kind: 'text', text: 'Listed with its meaning in docs/reference.md.' }]);
    }
  });
}

/** @type {Partial<import('typedoc').TypeDocOptions>} */
export default {
  name: 'Partyline',
  entryPoints,
  tsconfig: 'tsconfig.build.json',
  out: 'docs/api',
  readme: 'README.md',
  plugin: [describeRows],
  // Links to a source need a known remote, which not every clone has.
  disableSources: true,
  includeVersion: true,
  excludeInternal: true,
  excludePrivate: true,
  treatWarningsAsErrors: true,
  validation: { notExported: true, invalidLink: true, notDocumented: true },
};
