import type { SettingRow } from './table.js';

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
