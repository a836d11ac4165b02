/** How far an arrow moves a row that is higher than the window. */
const STEP_PX = 80;

const rowsOf = (scroller: HTMLElement): HTMLElement[] => [...scroller.querySelectorAll<HTMLElement>('.row')];

/** The last row that is wholly in the window, or failing that in part. */
function lastVisibleRow(scroller: HTMLElement, rows: readonly HTMLElement[]): HTMLElement | undefined {
  const { top, bottom } = scroller.getBoundingClientRect();
  const seen = (row: HTMLElement) => row.getBoundingClientRect();
  return (
    rows.findLast((row) => seen(row).bottom <= bottom + 1 && seen(row).top >= top) ??
    rows.findLast((row) => seen(row).top < bottom && seen(row).bottom > top)
  );
}

/**
 * Goes one row up or down with the focus. The window follows; a row that reaches beyond the window is first read to
 * its end.
 *
 * @returns whether there was somewhere to go
 */
export function focusNextRow(scroller: HTMLElement, direction: -1 | 1): boolean {
  const rows = rowsOf(scroller);
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const { top, bottom } = scroller.getBoundingClientRect();
  const present = rows[here]?.getBoundingClientRect();
  if (present !== undefined) {
    const beyond = direction < 0 ? top - present.top : present.bottom - bottom;
    if (beyond > 1 && present.top < bottom && present.bottom > top) {
      scroller.scrollTop += direction * Math.min(STEP_PX, beyond);
      return true;
    }
  }
  const next = here < 0 ? lastVisibleRow(scroller, rows) : rows[here + direction];
  if (next === undefined) return false;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
  return true;
}
