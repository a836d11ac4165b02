import { expect, test } from 'vitest';
import { problemLog } from '../../../core/broker/problem-log.js';
import type { BrokerProblem, Logger } from '../../../core/index.js';
import { manualClock } from '../../../testkit/index.js';

const full: BrokerProblem = { reason: 'disk-full', text: 'The disk of /data is full.', writable: false };
const gone: BrokerProblem = { reason: 'data-removed', text: '/data was removed.', writable: false };

function logged() {
  const clock = manualClock();
  const lines: string[] = [];
  const logger: Logger = {
    debug() {},
    info() {},
    warn: (_fields, text) => void lines.push(`warn ${text}`),
    error: (_fields, text) => void lines.push(`error ${text}`),
  };
  const log = problemLog({ clock, logger });
  return { clock, lines, ...log };
}

const over = 'warn The log of the rooms works again: messages are kept.';

test('logs a problem when it begins, every five minutes while it lasts, and its end', async () => {
  const { clock, lines, changed } = logged();
  changed(full);
  await clock.advance(299_000);
  expect(lines).toEqual(['error The disk of /data is full.']);
  await clock.advance(1_000);
  expect(lines).toHaveLength(2);
  changed(undefined);
  expect(lines.at(-1)).toBe(over);
  await clock.advance(3_600_000);
  expect(lines).toHaveLength(3);
});

test('logs a problem that comes and goes once a minute, and another one at once', async () => {
  const { clock, lines, changed } = logged();
  for (let round = 0; round < 50; round++) {
    changed(full);
    changed(undefined);
    await clock.advance(1_000);
  }
  expect(lines).toEqual(['error The disk of /data is full.', over]);
  changed(full);
  expect(lines).toHaveLength(2);
  await clock.advance(10_000);
  expect(lines).toHaveLength(3);
  changed(gone);
  expect(lines.at(-1)).toBe('error /data was removed.');
});

test('leaves no timer when it is stopped', async () => {
  const { clock, lines, changed, stop } = logged();
  changed(full);
  stop();
  await clock.advance(3_600_000);
  expect(lines).toHaveLength(1);
});
