import { expect, test } from 'vitest';
import { type Command, createQueue } from '../../../client/machine/queue.js';

const command = (id: number, kept = true): Command => ({ id, type: 'say', fields: {}, kept });

test('what was sent waits again before what has not been sent yet', () => {
  const queue = createQueue();
  queue.add([command(1), command(2, false), command(3), command(4)], 'last');
  for (let time = 0; time < 3; time++) queue.send();
  expect(queue.lost().map(({ id }) => id)).toEqual([2]);
  expect(queue.remove(() => true).map(({ id, again }) => [id, again])).toEqual([
    [1, true],
    [3, true],
    [4, undefined],
  ]);
});

test('each sending has a ref of its own, even that of the same command', () => {
  const queue = createQueue();
  queue.add([command(1)], 'last');
  const first = queue.send()?.ref;
  queue.lost();
  const second = queue.send()?.ref;
  expect(second).not.toBe(first);
  expect(queue.answered(first)).toBeUndefined();
  expect(queue.answered(second)?.command.id).toBe(1);
});

test('an answer without a ref is for the first, and there must be one', () => {
  const queue = createQueue();
  expect(queue.answered(undefined)).toBeUndefined();
  queue.add([command(1), command(2)], 'last');
  queue.send();
  queue.send();
  expect(queue.answered(undefined)).toMatchObject({ command: { id: 1 }, inOrder: true });
  expect(queue.size).toBe(1);
});
