import { expect, test } from 'vitest';
import type { Line } from '../../../../apps/terminal/state/line.js';
import { createLog } from '../../../../apps/terminal/state/log.js';

const note = (id: number): Line => ({ type: 'note', id, at: 0, tone: 'plain', text: String(id) });

test('a log keeps no more than it may, and drops the oldest', () => {
  const log = createLog(100);
  for (let id = 1; id <= 1_000; id++) log.append(note(id));
  expect(log.lines.length).toBeLessThanOrEqual(100);
  expect(log.lines.at(-1)?.id).toBe(1_000);
  expect(log.lines[0]?.id).toBeGreaterThan(880);
});

test('of older lines those come in for which there is room, the newest of them', () => {
  const log = createLog(10);
  for (let id = 11; id <= 18; id++) log.append(note(id));
  log.prepend([1, 2, 3].map(note));
  expect(log.lines.map(({ id }) => id)).toEqual([2, 3, 11, 12, 13, 14, 15, 16, 17, 18]);
});
