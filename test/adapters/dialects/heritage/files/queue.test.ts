import { describe, expect, test } from 'vitest';
import { refusal, script } from './support/script.js';

const PART = 65_536;

describe('a file that is offered', () => {
  test('is asked for at once, part by part', () => {
    const { offer, open } = script();
    offer('a');
    expect(open.map(({ command, fields }) => ({ command, fields }))).toEqual([
      { command: 'file.get', fields: { file: 'a', credit: PART, stepwise: true } },
    ]);
  });

  test('goes on with each acknowledgement, the last of which nobody need be told', async () => {
    const { offer, begin, queue, call, log } = script();
    offer('a');
    await begin('a', 2 * PART + 1);
    queue.answered('header');
    queue.answered('chunk');
    await call(`file.chunk_ack d-a ${PART}`).answer();
    queue.answered('chunk');
    await call(`file.chunk_ack d-a ${2 * PART}`).answer();
    queue.answered('chunk');
    expect(log).toEqual(['file.get a', `file.chunk_ack d-a ${PART}`, `file.chunk_ack d-a ${2 * PART}`]);
  });

  test('goes on in parts of whatever size they have', async () => {
    const { offer, begin, queue, call } = script();
    offer('a');
    await begin('a', 9_000, 4_096);
    queue.answered('chunk');
    await call('file.chunk_ack d-a 4096').answer();
    queue.answered('chunk');
    await call('file.chunk_ack d-a 8192').answer();
  });

  test('waits for the one before it', async () => {
    const { offer, begin, queue, call, open } = script();
    offer('a');
    offer('b');
    await begin('a', PART);
    expect(open).toEqual([]);
    queue.answered('chunk');
    call('file.get b');
  });

  test('of no bytes is done when it has begun', async () => {
    const { offer, begin, call } = script();
    offer('a', 0);
    offer('b');
    await begin('a', 0);
    call('file.get b');
  });

  test('that is refused is skipped, and the next one begins', async () => {
    const { offer, call, skipped } = script();
    offer('a');
    offer('b');
    await call('file.get a').answer(refusal('FILE_UNKNOWN'));
    expect(skipped).toEqual([['a', 'No: FILE_UNKNOWN.']]);
    call('file.get b');
  });

  test('is asked for again where it is a matter of time', async () => {
    const { offer, call, clock, skipped } = script();
    offer('a');
    await call('file.get a').answer(refusal('FILE_BUSY', { limit: 4 }));
    await clock.advance(1_000);
    await call('file.get a').answer(refusal('FLOOD', { retryMs: 7_000 }));
    await clock.advance(6_999);
    expect(() => call('file.get a')).toThrow('nothing');
    await clock.advance(1);
    call('file.get a');
    expect(skipped).toEqual([]);
  });

  test('is not asked for again for ever', async () => {
    const { offer, call, clock, skipped } = script();
    offer('a');
    for (let attempt = 1; attempt < 60; attempt++) {
      await call('file.get a').answer(refusal('FILE_BUSY'));
      await clock.advance(1_000);
    }
    expect(skipped).toEqual([]);
    await call('file.get a').answer(refusal('FILE_BUSY'));
    expect(skipped).toEqual([['a', 'No: FILE_BUSY.']]);
  });

  test('finds no place behind a hundred that wait', () => {
    const { offer, skipped } = script();
    for (let count = 0; count <= 100; count++) offer(`f${count}`);
    expect(skipped).toEqual([]);
    offer('one more');
    expect(skipped).toEqual([['one more', expect.stringContaining('100')]]);
  });

  test('may be offered by whoever is told that another was skipped', async () => {
    const { offer, call } = script((queue) => queue.offer({ file: 'b', name: 'b', size: 1 }));
    offer('a');
    await call('file.get a').answer(refusal('FILE_UNKNOWN'));
    call('file.get b');
  });
});

describe('an acknowledgement', () => {
  test('of a header is of no consequence', async () => {
    const { offer, begin, queue, open } = script();
    offer('a');
    await begin('a', 2 * PART);
    queue.answered('header');
    queue.answered('header');
    expect(open).toEqual([]);
  });

  test('with nothing under way is ignored', async () => {
    const { offer, begin, queue, call, open } = script();
    queue.answered('chunk');
    offer('a');
    queue.answered('chunk');
    await begin('a', PART);
    expect(open).toEqual([]);
    queue.answered('chunk');
    queue.answered('chunk');
    offer('b');
    queue.answered('chunk');
    call('file.get b');
  });

  test('of what was not sent yet is ignored', async () => {
    const { offer, begin, queue, call } = script();
    offer('a');
    await begin('a', 2 * PART);
    queue.answered('chunk');
    await call(`file.chunk_ack d-a ${PART}`).answer(refusal('FILE_OFFSET'));
    queue.answered('chunk');
    call(`file.chunk_ack d-a ${PART}`);
  });

  test('that comes while another one is told is told next, and no more than one', async () => {
    const { offer, begin, queue, call, open } = script();
    offer('a');
    await begin('a', 4 * PART);
    for (let count = 0; count < 4; count++) queue.answered('chunk');
    await call(`file.chunk_ack d-a ${PART}`).answer();
    await call(`file.chunk_ack d-a ${2 * PART}`).answer();
    expect(open).toEqual([]);
  });

  test('that is refused ends the file', async () => {
    const { offer, begin, queue, call, skipped } = script();
    offer('a');
    offer('b');
    await begin('a', 2 * PART);
    queue.answered('chunk');
    await call(`file.chunk_ack d-a ${PART}`).answer(refusal('FILE_UNKNOWN'));
    await call('file.abort d-a').answer();
    expect(skipped).toEqual([['a', 'No: FILE_UNKNOWN.']]);
    call('file.get b');
  });
});

describe('a queue that is closed', () => {
  test('does nothing any more, and leaves no timer', async () => {
    const { offer, begin, queue, clock, log, skipped } = script();
    offer('a');
    offer('b');
    await begin('a', 2 * PART);
    queue.close();
    expect(clock.timers).toBe(0);
    offer('c');
    queue.answered('chunk');
    await clock.advance(1_000_000);
    expect(log).toEqual(['file.get a']);
    expect(skipped).toEqual([]);
  });

  test.each([
    ['a file is asked for', async () => {}, 'file.get a'],
    [
      'a part is acknowledged',
      async ({ begin, queue }: ReturnType<typeof script>) => {
        await begin('a', 2 * PART);
        queue.answered('chunk');
      },
      `file.chunk_ack d-a ${PART}`,
    ],
    [
      'a last part is asked after',
      async ({ begin, clock }: ReturnType<typeof script>) => {
        await begin('a', PART);
        await clock.advance(5_000);
      },
      `file.chunk_ack d-a ${PART}`,
    ],
    [
      'a file is given up',
      async ({ begin, clock }: ReturnType<typeof script>) => {
        await begin('a', 2 * PART);
        await clock.advance(120_000);
      },
      'file.abort d-a',
    ],
  ])('while %s stays silent, whatever comes of it', async (_, get, line) => {
    for (const outcome of [{ transfer: 'd-a', size: 5, chunk: 5 }, refusal('FILE_UNKNOWN'), refusal('FILE_BUSY')]) {
      const stage = script();
      stage.offer('a');
      stage.offer('b');
      await get(stage);
      const call = stage.call(line);
      const before = stage.log.length;
      stage.queue.close();
      await call.answer(outcome);
      await stage.clock.advance(1_000_000);
      expect(stage.log).toHaveLength(before);
      expect([stage.skipped, stage.clock.timers]).toEqual([[], 0]);
    }
  });
});
