import type { Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { language } from '../../i18n/chosen.js';
import { type PhraseName, t } from '../i18n/index.js';
import { Icon } from './icon.js';
import { nextSorting, type Sorting, sortRows } from './sorting.js';

/** One column of a table. */
export interface Column<R> {
  readonly key: string;
  readonly label: PhraseName;
  readonly cell: (row: R) => ComponentChildren;
  /** What it is sorted by; absent: it is not. */
  readonly by?: (row: R) => string | number | undefined;
  /** Whether the first click sorts the largest to the top. */
  readonly down?: boolean;
  /** `number`: figures below each other. `wide`: only where there is room. `long`: takes what is left. */
  readonly kind?: string;
}

/** What a table is made of. */
export interface TableProps<R> {
  /** What it is a table of, for screen readers. */
  readonly label: string;
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly keyOf: (row: R) => string;
  readonly sorting: Signal<Sorting>;
  /** The row whose panel is open. */
  readonly selected?: string | undefined;
  /** Called when a row is chosen; absent: rows cannot be. */
  readonly onSelect?: (row: R) => void;
  /** Marks rows. */
  readonly tone?: (row: R) => string | undefined;
}

/** A table that sorts, and whose rows can be chosen. Rows that did not change are not drawn again. */
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

const arias = { up: 'ascending', down: 'descending' } as const;

function Head<R>({ column, sorting }: { readonly column: Column<R>; readonly sorting: Signal<Sorting> }) {
  const { key, label, by, kind = '' } = column;
  const { value } = sorting;
  const direction = value.key === key ? value.direction : undefined;
  if (by === undefined) return <th class={kind}>{t(label)}</th>;
  return (
    <th class={kind} aria-sort={direction === undefined ? 'none' : arias[direction]}>
      <button
        type="button"
        class="sort"
        onClick={() => {
          sorting.value = nextSorting(sorting.peek(), column);
        }}
      >
        {t(label)}
        <Icon name={direction ?? 'sortable'} size={13} />
      </button>
    </th>
  );
}

interface RowProps<R> extends TableProps<R> {
  readonly row: R;
  readonly isSelected: boolean;
}

function Row<R>({ row, columns, isSelected, onSelect, tone }: RowProps<R>) {
  const { value: spoken } = language;
  // What cells say depends on the language.
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
    [row, columns, isSelected, spoken],
  );
}

const steps: Readonly<Record<string, 'nextElementSibling' | 'previousElementSibling'>> = {
  ArrowDown: 'nextElementSibling',
  ArrowUp: 'previousElementSibling',
};

/** Arrows go from row to row. */
function stepByArrows(event: KeyboardEvent): void {
  const step = steps[event.key];
  const from = event.target instanceof Element ? event.target.closest('tr') : null;
  if (step === undefined || from === null || !(event.target as Element).classList.contains('row-button')) return;
  const next = from[step]?.querySelector<HTMLElement>('.row-button');
  if (next === null || next === undefined) return;
  event.preventDefault();
  next.focus();
}
