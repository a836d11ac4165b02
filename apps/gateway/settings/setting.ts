import { z } from 'zod';

/** A setting: its schema, default and help. */
export interface Setting<T> {
  readonly default: T;
  /** Validates values. The issues' texts complete “must be …”. */
  readonly schema: z.ZodType<T>;
  /** Placeholder of the value in `--help`; `undefined` for a switch. */
  readonly placeholder: string | undefined;
  readonly help: string;
  /** Parses the text of a flag or variable. Unparsable text is returned unchanged, for the schema to reject. */
  parseText(text: string): unknown;
}

const asIs = (text: string): unknown => text;

/** Creates a setting for a line of text. */
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

/** Creates a setting for an integer from `low` to `high`. */
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

/** Creates a boolean setting. */
export function booleanSetting(value: boolean, help: string): Setting<boolean> {
  const schema = z.boolean({ error: 'true or false' });
  return { default: value, schema, placeholder: undefined, help, parseText: (from) => booleans.get(from) ?? from };
}

/** Creates a setting for one of several words. */
export function enumSetting<T extends string>(
  value: T,
  words: readonly T[],
  placeholder: string,
  help: string,
): Setting<T> {
  const schema = z.enum(words, { error: `one of ${words.join(', ')}` });
  return { default: value, schema, placeholder, help, parseText: asIs };
}

/** Creates a setting for a list; in a flag or a variable its items are separated by commas. */
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

/** One setting and its names. */
export interface SettingRow {
  /** As in {@link GatewaySettings} and the config file: `httpPort`, `limits.textBytes`. */
  readonly name: string;
  /** Without the dashes: `http-port`, `limit-text-bytes`. */
  readonly flag: string;
  /** `PARTYLINE_HTTP_PORT`, `PARTYLINE_LIMIT_TEXT_BYTES`. */
  readonly variable: string;
  readonly setting: Setting<unknown>;
}

/** An unchecked value of a setting. */
export interface RawSetting {
  readonly row: SettingRow;
  readonly value: unknown;
  /** Where it was given: `--http-port`, `PARTYLINE_HTTP_PORT`, `chat.yaml:3: httpPort`. */
  readonly source: string;
}

/** The values of one source of settings. */
export interface SettingSource {
  readonly values: readonly RawSetting[];
  /** One line each. */
  readonly problems: readonly string[];
}

/** Checks a value. @returns The problem in one line, or `undefined`. */
export function findValueProblem({ row, value, source: where }: RawSetting): string | undefined {
  const checked = row.setting.schema.safeParse(value);
  if (checked.success) return undefined;
  const [issue] = checked.error.issues;
  const at = issue?.path[0];
  const wrong = Array.isArray(value) && typeof at === 'number' ? value[at] : value;
  return `${where} must be ${issue?.message}, not ${formatValue(wrong)}.`;
}

/** Formats a value, shortened. */
function formatValue(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 80 ? `${json.slice(0, 77)}...` : json;
}
