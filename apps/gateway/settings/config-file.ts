import { isMap, isNode, isScalar, LineCounter, type Pair, parseDocument } from 'yaml';
import type { RawSetting, SettingSource } from './given.js';
import { closestMatch } from './nearest.js';
import { gatewayRows, heritageRows, limitRows, type SettingRow } from './table.js';

const ownKeys: ReadonlyMap<string, SettingRow> = new Map(
  [...gatewayRows, ...heritageRows].map((row) => [row.name, row]),
);
const limitKeys: ReadonlyMap<string, SettingRow> = new Map(
  limitRows.map((row) => [row.name.replace('limits.', ''), row]),
);

/**
 * Reads a config file's text: YAML (so JSON will do), one mapping from names of settings to values, with the limits
 * under `limits`.
 * @param file Its name, for the problems.
 * @throws Error when aliases make it too large.
 */
export function readConfig(text: string, file: string): SettingSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number): string => `${file}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    const problems = document.errors.map(
      ({ pos, message }) => `${at(pos[0])}: this is not YAML: ${lowerFirst(message)}.`,
    );
    return { values: [], problems };
  }
  const given: RawSetting[] = [];
  const problems: string[] = [];

  function visit(mapping: unknown, keys: ReadonlyMap<string, SettingRow>, before: string): void {
    if (mapping === null || (isScalar(mapping) && mapping.value === null)) return;
    if (!isMap(mapping)) {
      const line = hasRange(mapping) ? at(mapping.range[0]) : file;
      problems.push(
        `${line}: ${before === '' ? 'the file' : before.slice(0, -1)} must be a mapping, such as “httpPort: 8080”.`,
      );
      return;
    }
    for (const pair of mapping.items) entry(pair, keys, before);
  }

  function entry(pair: Pair, keys: ReadonlyMap<string, SettingRow>, before: string): void {
    const line = at(hasRange(pair.key) ? pair.key.range[0] : 0);
    const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
    const row = keys.get(key);
    if (before === '' && key === 'limits') visit(pair.value, limitKeys, 'limits.');
    else if (row === undefined)
      problems.push(`${line}: there is no setting ${before}${key}; ${advice(key, keys, before)}`);
    else
      given.push({ row, value: isNode(pair.value) ? pair.value.toJS(document) : null, source: `${line}: ${row.name}` });
  }

  visit(document.contents, ownKeys, '');
  return { values: given, problems };
}

function advice(key: string, keys: ReadonlyMap<string, SettingRow>, before: string): string {
  if (before !== '' && ownKeys.has(key)) return `${key} stands outside of limits.`;
  if (before === '' && limitKeys.has(key)) return `${key} goes under limits.`;
  const meant = closestMatch(key, [...keys.keys()]);
  if (meant !== undefined) return `did you mean ${before}${meant}?`;
  return `there are: ${[...keys.keys(), ...(before === '' ? ['limits'] : [])].join(', ')}.`;
}

function hasRange(node: unknown): node is { range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
