/** By which column a table is sorted, and how. */
export interface Sorting {
  readonly key: string;
  readonly direction: 'up' | 'down';
}

/** What sorting needs of a column. */
export interface Sortable<R> {
  readonly key: string;
  readonly by?: (row: R) => string | number | undefined;
  readonly down?: boolean;
}

/** The sorting after a click on a column: the other way round, or by that column. */
export function nextSorting(now: Sorting, column: Pick<Sortable<never>, 'key' | 'down'>): Sorting {
  if (now.key === column.key) return { key: now.key, direction: now.direction === 'up' ? 'down' : 'up' };
  return { key: column.key, direction: column.down === true ? 'down' : 'up' };
}

/** The rows in that order; those that have nothing to be sorted by come last, and equals stay as they were. */
export function sortRows<R>(rows: readonly R[], columns: readonly Sortable<R>[], sorting: Sorting): readonly R[] {
  const by = columns.find(({ key }) => key === sorting.key)?.by;
  if (by === undefined) return rows;
  const sign = sorting.direction === 'up' ? 1 : -1;
  const keyed = rows.map((row) => ({ row, value: by(row) }));
  return keyed.sort((a, b) => compareValues(a.value, b.value, sign)).map(({ row }) => row);
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function compareValues(a: string | number | undefined, b: string | number | undefined, sign: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  return sign * collator.compare(String(a), String(b));
}
