import { clockTime, fullTime, language } from '../../../i18n/index.js';

/** When something was; the day and the second are told where the reader points at it. */
export function Time({ at, full }: { readonly at: number; readonly full: boolean }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={full ? fullTime(at, language.value) : undefined}>
      {clockTime(at, language.value)}
    </time>
  );
}
