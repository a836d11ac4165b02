import { effect } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { MAX_ITEMS, showConversation } from '../../../../../apps/web/src/chat/index.js';
import { chatFixture } from '../support/chat-fixture.js';

/** A message event of a server. */
const message = (offset: number, text = `line ${offset}`) => ({
  type: 'message',
  room: 'lobby',
  id: `m${offset}`,
  epoch: 'e',
  offset,
  at: 1_000 + offset,
  from: { id: 'b', nick: 'bob' },
  kind: 'text',
  text,
});

/** Opens a page in a room with an empty log. */
async function opened() {
  const { page } = await chatFixture([]);
  const ann = await page('ann', { rooms: ['lobby', 'design'] });
  ann.inject({ type: 'gap', room: 'lobby', after: { epoch: 'x', offset: 0 }, epoch: 'e', offset: 0 });
  await ann.until(() => ann.items('lobby').length === 1);
  return ann;
}

function counted(read: () => unknown): () => number {
  let changes = -1;
  effect(() => {
    read();
    changes++;
  });
  return () => changes;
}

describe('updates between two frames', () => {
  test('cause one new list and one unread count', async () => {
    const ann = await opened();
    showConversation(ann.chat, 'design');
    const lists = counted(() => ann.room('lobby').items.value);
    const counts = counted(() => ann.room('lobby').unread.value);
    for (let n = 1; n <= 500; n++) ann.inject(message(n));
    expect(lists()).toBe(0);
    await ann.until(() => ann.messages('lobby').length === 500);
    expect(lists()).toBe(1);
    expect(counts()).toBe(1);
    expect(ann.room('lobby').unread.value).toBe(500);
  });

  test('are applied at once if there are many', async () => {
    const ann = await opened();
    for (let n = 1; n <= 2_500; n++) ann.inject(message(n));
    expect(ann.messages('lobby').length).toBeGreaterThanOrEqual(1_900);
    await ann.until(() => ann.messages('lobby').length === 2_500);
  });

  test('do not change a rendered list', async () => {
    const ann = await opened();
    ann.inject(message(1));
    await ann.until(() => ann.messages('lobby').length === 1);
    const before = ann.items('lobby');
    ann.inject(message(2));
    ann.inject({ ...message(3, 'changed'), kind: 'edit', data: { target: { epoch: 'e', offset: 1 } } });
    await ann.until(() => ann.texts('lobby').includes('changed'));
    expect(before).toHaveLength(2);
    expect(before[1]).toMatchObject({ text: 'line 1' });
  });
});

describe('a list', () => {
  test('keeps the newest items up to the limit while the user reads its end', async () => {
    const ann = await opened();
    for (let n = 1; n <= MAX_ITEMS + 500; n++) ann.inject(message(n));
    await ann.until(() => ann.texts('lobby').at(-1) === `line ${MAX_ITEMS + 500}`);
    expect(ann.items('lobby')).toHaveLength(MAX_ITEMS);
  });

  test('keeps more items while the user reads further up', async () => {
    const ann = await opened();
    ann.chat.isReading.value = false;
    for (let n = 1; n <= MAX_ITEMS + 500; n++) ann.inject(message(n));
    await ann.until(() => ann.texts('lobby').at(-1) === `line ${MAX_ITEMS + 500}`);
    expect(ann.messages('lobby')).toHaveLength(MAX_ITEMS + 500);
  });

  test('with many items processes a second of a busy room quickly', async () => {
    const ann = await opened();
    for (let n = 1; n <= MAX_ITEMS; n++) ann.inject(message(n));
    await ann.until(() => ann.messages('lobby').length >= MAX_ITEMS - 1);
    const frames = Array.from({ length: 1_000 }, (_, n) => JSON.stringify(message(MAX_ITEMS + 1 + n)));
    const before = process.cpuUsage();
    for (const [n, frame] of frames.entries()) {
      ann.inject(frame);
      if (n % 17 === 16) ann.chat.updates.flush();
    }
    expect(ann.texts('lobby').at(-1)).toBe(`line ${MAX_ITEMS + 986}`);
    // CPU time of this process only; usually a tenth of the limit.
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
  });
});
