import { z } from 'zod';
import type { SettingRow } from './table.js';

/** One setting: what it may be, and how people are told of it. */
export interface Setting<T> {
  readonly default: T;
  /** Its issues say what is expected, so that they read well after “must be”. */
  readonly schema: z.ZodType<T>;
  /** What stands for the value in `--help`; `undefined` for a switch. */
  readonly placeholder: string | undefined;
  readonly help: string;
  /** Makes of a flag's or variable's text what a config file would have. What it cannot read it leaves to the schema. */
  parseText(text: string): unknown;
}

const asIs = (text: string): unknown => text;

/** A line of text that matches. */
export function textSetting(
  value: string,
  placeholder: string,
  expects: string,
  form: RegExp,
  help: string,
): Setting<string> {
  const schema = z.string({ error: expects }).regex(form, { error: expects });
  return { default: value, schema, placeholder, help, parseText: asIs };
}

/** A whole number from `low` to `high`. */
export function integerSetting(
  value: number,
  placeholder: string,
  low: number,
  high: number,
  help: string,
): Setting<number> {
  const error =
    high === Number.MAX_SAFE_INTEGER ? `an integer of at least ${low}` : `an integer from ${low} to ${high}`;
  const schema = z.int({ error }).min(low, { error }).max(high, { error });
  return { default: value, schema, placeholder, help, parseText: (from) => (/^\d+$/.test(from) ? Number(from) : from) };
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** On or off. */
export function booleanSetting(value: boolean, help: string): Setting<boolean> {
  const schema = z.boolean({ error: 'true or false' });
  return { default: value, schema, placeholder: undefined, help, parseText: (from) => booleans.get(from) ?? from };
}

/** One of several words. */
export function enumSetting<T extends string>(
  value: T,
  words: readonly T[],
  placeholder: string,
  help: string,
): Setting<T> {
  const schema = z.enum(words, { error: `one of ${words.join(', ')}` });
  return { default: value, schema, placeholder, help, parseText: asIs };
}

/** A list of texts that pass; in a flag or a variable they are separated by commas. */
export function listSetting(
  placeholder: string,
  expects: string,
  passes: (item: string) => boolean,
  help: string,
): Setting<readonly string[]> {
  const schema = z.array(z.string({ error: expects }).refine(passes, { error: expects }), {
    error: `a list, each ${expects}`,
  });
  const fromText = (from: string): readonly string[] => from.split(',').map((item) => item.trim());
  return { default: [], schema, placeholder, help, parseText: fromText };
}

/** A value that somebody gave for a setting. */
export interface RawSetting {
  readonly row: SettingRow;
  readonly value: unknown;
  /** How the one who gave it knows it: `--http-port`, `PARTYLINE_HTTP_PORT`, `chat.yaml:3: httpPort`. */
  readonly source: string;
}

/** What a source of settings holds. */
export interface SettingSource {
  readonly values: readonly RawSetting[];
  /** One line each: what is wrong, and what would be right. */
  readonly problems: readonly string[];
}

/** What is wrong with a value, in one line; `undefined` when nothing is. */
export function findValueProblem({ row, value, source: where }: RawSetting): string | undefined {
  const checked = row.setting.schema.safeParse(value);
  if (checked.success) return undefined;
  const [issue] = checked.error.issues;
  const at = issue?.path[0];
  const wrong = Array.isArray(value) && typeof at === 'number' ? value[at] : value;
  return `${where} must be ${issue?.message}, not ${formatValue(wrong)}.`;
}

/** Short enough for a line. */
function formatValue(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
}
