import type { Signal } from '@preact/signals';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { language } from '../../i18n/language.js';
import { Icon } from '../../ui-kit/button.js';
import { type PhraseName, t } from '../i18n/index.js';

/** Column and direction of a sort order. */
export interface Sorting {
  readonly key: string;
  readonly direction: 'up' | 'down';
}

/** The parts of a column that sorting needs. */
export interface Sortable<R> {
  readonly key: string;
  readonly by?: (row: R) => string | number | undefined;
  readonly down?: boolean;
}

/** Returns the sort order after a click on a column header. */
export function nextSorting(now: Sorting, column: Pick<Sortable<never>, 'key' | 'down'>): Sorting {
  if (now.key === column.key) return { key: now.key, direction: now.direction === 'up' ? 'down' : 'up' };
  return { key: column.key, direction: column.down === true ? 'down' : 'up' };
}

/** Sorts rows; rows without a value come last, and equal ones keep their order. */
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

export interface Column<R> {
  readonly key: string;
  readonly label: PhraseName;
  readonly cell: (row: R) => ComponentChildren;
  /** Sort key; absent if the column is not sortable. */
  readonly by?: (row: R) => string | number | undefined;
  /** Whether the first click sorts in descending order. */
  readonly down?: boolean;
  /** `number`: right-aligned digits. `wide`: hidden on narrow screens. `long`: takes the remaining width. */
  readonly kind?: string;
}

export interface TableProps<R> {
  /** Accessible name. */
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly keyOf: (row: R) => string;
  readonly sorting: Signal<Sorting>;
  /** Key of the selected row. */
  readonly selected?: string | undefined;
  /** Called with the selected row; absent if rows are not selectable. */
  readonly onSelect?: (row: R) => void;
  /** Returns the class of a row. */
  readonly tone?: (row: R) => string | undefined;
}

/** A sortable table with selectable rows. Unchanged rows are not rendered again. */
export function Table<R>(props: TableProps<R>) {
  const { label, rows, columns, keyOf, sorting, selected } = props;
  const shown = useMemo(() => sortRows(rows, columns, sorting.value), [rows, columns, sorting.value]);
  return (
    <div class="table-frame">
      <table aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.key} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={stepByArrows}>
          {shown.map((row) => (
            <Row key={keyOf(row)} row={row} isSelected={keyOf(row) === selected} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const sortIcons = { up: ArrowUp, down: ArrowDown } as const;
const ariaSort = { up: 'ascending', down: 'descending' } as const;

function Head<R>({ column, sorting }: { readonly column: Column<R>; readonly sorting: Signal<Sorting> }) {
  const { key, label, by, kind = '' } = column;
  const { value } = sorting;
  const direction = value.key === key ? value.direction : undefined;
  if (by === undefined) return <th class={kind}>{t(label)}</th>;
  return (
    <th class={kind} aria-sort={direction === undefined ? 'none' : ariaSort[direction]}>
      <button
        type="button"
        class="sort"
        onClick={() => {
          sorting.value = nextSorting(sorting.peek(), column);
        }}
      >
        {t(label)}
        <Icon icon={direction === undefined ? ChevronsUpDown : sortIcons[direction]} size={13} />
      </button>
    </th>
  );
}

interface RowProps<R> extends TableProps<R> {
  readonly row: R;
  readonly isSelected: boolean;
}

function Row<R>({ row, columns, isSelected, onSelect, tone }: RowProps<R>) {
  const { value: currentLanguage } = language;
  // Cells depend on the language.
  return useMemo(
    () => (
      <tr class={tone?.(row)} data-selected={isSelected ? '' : undefined}>
        {columns.map(({ key, cell, kind }, at) => {
          if (at > 0 || onSelect === undefined) {
            return (
              <td key={key} class={kind}>
                {cell(row)}
              </td>
            );
          }
          return (
            <th key={key} scope="row" class={kind}>
              <button type="button" class="row-button" aria-expanded={isSelected} onClick={() => onSelect(row)}>
                {cell(row)}
              </button>
            </th>
          );
        })}
      </tr>
    ),
    [row, columns, isSelected, currentLanguage],
  );
}

const steps: Readonly<Record<string, 'nextElementSibling' | 'previousElementSibling'>> = {
  ArrowDown: 'nextElementSibling',
  ArrowUp: 'previousElementSibling',
};

/** Arrow keys move between rows. */
function stepByArrows(event: KeyboardEvent): void {
  const step = steps[event.key];
  const from = event.target instanceof Element ? event.target.closest('tr') : null;
  if (step === undefined || from === null || !(event.target as Element).classList.contains('row-button')) return;
  const next = from[step]?.querySelector<HTMLElement>('.row-button');
  if (next === null || next === undefined) return;
  event.preventDefault();
  next.focus();
}
