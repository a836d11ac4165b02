interface Day {
  readonly from: number;
  readonly to: number;
}

/** The day that was looked at last: most times that are compared are of the same one, and calendars are slow. */
let last: Day = { from: 0, to: 0 };

function dayAround(at: number): Day {
  if (at >= last.from && at < last.to) return last;
  const from = new Date(at);
  from.setHours(0, 0, 0, 0);
  const to = new Date(from);
  to.setDate(to.getDate() + 1);
  last = { from: from.getTime(), to: to.getTime() };
  return last;
}

/** Whether two times, in milliseconds since the epoch, are of the same day where the reader is. */
export function isSameDay(one: number, other: number): boolean {
  const { from, to } = dayAround(one);
  return other >= from && other < to;
}
