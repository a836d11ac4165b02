/** How the screen is divided, in columns and rows. A column of 0 is not shown. */
export interface Layout {
  readonly columns: number;
  readonly rows: number;
  /** Rooms and conversations, with the line beside them. */
  readonly rail: number;
  /** People, with the line beside them. */
  readonly people: number;
  readonly log: number;
  /** The height of the three above; the header stands over them. */
  readonly height: number;
  /** The height of what is being written. */
  readonly input: number;
  /** Whether there is a line between the log and what is being written. */
  readonly hasRule: boolean;
}

const RAIL = 20;
const PEOPLE = 20;
const MOST_INPUT = 6;
const LEAST_COLUMNS = 20;
const LEAST_ROWS = 5;

/**
 * Divides the screen. On narrow ones the people go first, then the rooms.
 * @param inputRows how many rows are wanted for what is being written
 */
export function layoutFor(columns: number, rows: number, inputRows: number): Layout {
  const width = Math.max(LEAST_COLUMNS, columns);
  const height = Math.max(LEAST_ROWS, rows);
  const rail = width >= 64 ? RAIL : 0;
  const people = width >= 96 ? PEOPLE : 0;
  const hasRule = height >= 12;
  const input = Math.max(1, Math.min(inputRows, MOST_INPUT, height - 4));
  // The header, the rule, what is being written, the status.
  const left = height - 1 - (hasRule ? 1 : 0) - input - 1;
  return { columns: width, rows: height, rail, people, log: width - rail - people, height: left, input, hasRule };
}
