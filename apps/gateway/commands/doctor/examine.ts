import { type Check, type DoctorContext, type Finding, failed, type Level } from './check.js';
import { checks } from './checks/index.js';

/** How long a check may take. */
const CHECK_TIMEOUT_MS = 5_000;

/** What a check has found, under its name. */
export interface NamedFinding extends Finding {
  readonly name: string;
}

/** All that was found. */
export interface DoctorResult {
  readonly findings: readonly NamedFinding[];
  /** Whether some check has not ended: something of it may keep the process alive. */
  readonly isHanging: boolean;
}

/**
 * Makes all checks at once, each within some milliseconds; where the settings are not in order only those that need none.
 * Never rejects.
 */
export async function runChecks(
  patient: DoctorContext,
  all = checks,
  withinMs = CHECK_TIMEOUT_MS,
): Promise<DoctorResult> {
  const isReadable = patient.loaded.problems.length === 0;
  const possible = all.filter(({ worksWithoutSettings: always }) => isReadable || always === true);
  const results = await Promise.all(possible.map((check) => inTime(check, patient, withinMs)));
  const found = results.flatMap((findings, at) =>
    (findings ?? [failed(`Nothing was heard within ${withinMs / 1_000} s.`)]).map((finding) => ({
      name: possible[at]?.name ?? '',
      ...finding,
    })),
  );
  const left = all.filter((check) => !possible.includes(check)).map(({ name }) => name);
  const unseen =
    left.length > 0 ? [{ name: 'settings', ...failed(`Mend them first; not looked at: ${left.join(', ')}.`) }] : [];
  return { findings: [...found, ...unseen], isHanging: results.includes(undefined) };
}

/** `undefined`: it took too long. */
async function inTime(check: Check, patient: DoctorContext, ms: number): Promise<readonly Finding[] | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  const seen = check.run(patient).catch((error: unknown) => {
    return [failed(`It could not be looked at: ${error instanceof Error ? error.message : String(error)}`)];
  });
  const first = await Promise.race([seen, late]);
  clearTimeout(timer);
  return first;
}

/** How many there are of each level. */
export function countLevels(found: readonly Finding[]): Readonly<Record<Level, number>> {
  const count = { ok: 0, warning: 0, failed: 0 };
  for (const { level } of found) count[level] += 1;
  return count;
}
