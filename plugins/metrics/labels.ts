/** What stands for every value that a label may not have. */
export const OTHER = 'other';

/** How many values a label may have besides those that are known beforehand. */
const MOST = 64;

const FORM = /^[\w.:/-]{1,64}$/;

/**
 * Keeps a label from having more values than a server of metrics can bear: those that are known, and the first ones that
 * come besides, as those of plugins do. All others are {@link OTHER}.
 */
export function boundedLabel(known: Iterable<string> = []): (value: string) => string {
  const values = new Set(known);
  const most = values.size + MOST;
  return (value) => {
    if (values.has(value)) return value;
    if (values.size >= most || !FORM.test(value)) return OTHER;
    values.add(value);
    return value;
  };
}
