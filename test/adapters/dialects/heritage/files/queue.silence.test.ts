import { describe, expect, test } from 'vitest';
import { refusal, script } from './support/script.js';

const PART = 65_536;

describe('a last part that is not acknowledged', () => {
  test('is waited for for five seconds, then the next file begins', async () => {
    const { offer, begin, call, clock, open, skipped } = script();
    offer('a');
    offer('b');
    await begin('a', PART);
    await clock.advance(4_999);
    expect(open).toEqual([]);
    await clock.advance(1);
    await call(`file.chunk_ack d-a ${PART}`).answer();
    call('file.get b');
    expect(skipped).toEqual([]);
  });

  test('is waited for on, where it has not been sent yet', async () => {
    const { offer, begin, call, clock, queue } = script();
    offer('a');
    offer('b');
    await begin('a', 10);
    await clock.advance(5_000);
    await call('file.chunk_ack d-a 10').answer(refusal('FILE_OFFSET'));
    await clock.advance(5_000);
    await call('file.chunk_ack d-a 10').answer(refusal('FILE_OFFSET'));
    queue.answered('chunk');
    call('file.get b');
  });

  test('that arrives while it is asked after lets the next file begin, whatever is said of it', async () => {
    const { offer, begin, call, clock, queue } = script();
    offer('a');
    offer('b');
    await begin('a', 10);
    await clock.advance(5_000);
    queue.answered('chunk');
    await call('file.chunk_ack d-a 10').answer(refusal('FILE_OFFSET'));
    call('file.get b');
  });

  test('is asked after once at a time', async () => {
    const { offer, begin, call, clock, queue } = script();
    offer('a');
    await begin('a', 10);
    await clock.advance(5_000);
    queue.answered('header');
    await clock.advance(5_000);
    call('file.chunk_ack d-a 10');
  });

  test('has two minutes of its own to be sent, however long those before it took', async () => {
    const { offer, begin, call, clock, queue } = script();
    offer('a');
    await begin('a', PART + 10);
    await clock.advance(119_000);
    queue.answered('chunk');
    await call(`file.chunk_ack d-a ${PART}`).answer();
    await clock.advance(5_000);
    await call(`file.chunk_ack d-a ${PART + 10}`).answer(refusal('FILE_OFFSET'));
    await clock.advance(5_000);
    call(`file.chunk_ack d-a ${PART + 10}`);
  });

  test('is given up where it is not sent for two minutes', async () => {
    const { offer, begin, call, clock, skipped } = script();
    offer('a');
    await begin('a', 10);
    for (let count = 0; count < 24; count++) {
      await clock.advance(5_000);
      await call('file.chunk_ack d-a 10').answer(refusal('FILE_OFFSET'));
    }
    await call('file.abort d-a').answer();
    expect(skipped).toEqual([['a', expect.any(String)]]);
  });

  test('and of which nothing is known any more, is told of', async () => {
    const { offer, begin, call, clock, skipped } = script();
    offer('a');
    await begin('a', 10);
    await clock.advance(5_000);
    await call('file.chunk_ack d-a 10').answer(refusal('CHAT_COMMAND_UNKNOWN'));
    await call('file.abort d-a').answer(refusal('CHAT_COMMAND_UNKNOWN'));
    expect(skipped).toEqual([['a', 'No: CHAT_COMMAND_UNKNOWN.']]);
  });

  test('is acknowledged late, and nothing of the next file is taken for it', async () => {
    const { offer, begin, call, clock, queue, open } = script();
    offer('a');
    offer('b');
    await begin('a', 10);
    await clock.advance(5_000);
    await call('file.chunk_ack d-a 10').answer();
    await begin('b', 2 * PART);
    queue.answered('header');
    queue.answered('chunk');
    expect(open).toEqual([]);
    queue.answered('header');
    queue.answered('chunk');
    call(`file.chunk_ack d-b ${PART}`);
  });

  test('is never acknowledged any more once the next header is', async () => {
    const { offer, begin, call, clock, queue } = script();
    offer('a');
    offer('b');
    await begin('a', 10);
    queue.answered('header');
    await clock.advance(5_000);
    await call('file.chunk_ack d-a 10').answer();
    await begin('b', 2 * PART);
    queue.answered('header');
    queue.answered('chunk');
    call(`file.chunk_ack d-b ${PART}`);
  });

  test('is never acknowledged any more, also by a client that begins to acknowledge headers', async () => {
    const { offer, begin, call, clock, queue } = script();
    offer('a');
    offer('b');
    await begin('a', PART + 10);
    queue.answered('chunk');
    await call(`file.chunk_ack d-a ${PART}`).answer();
    await clock.advance(5_000);
    await call(`file.chunk_ack d-a ${PART + 10}`).answer();
    await begin('b', 2 * PART);
    queue.answered('header');
    queue.answered('chunk');
    call(`file.chunk_ack d-b ${PART}`);
  });

  test('keeps a third part from going out for as long as any other', async () => {
    const { offer, begin, call, clock, open, queue } = script();
    for (const name of ['a', 'b', 'c']) offer(name);
    await begin('a', 10);
    await clock.advance(5_000);
    await call('file.chunk_ack d-a 10').answer();
    await begin('b', 10);
    await clock.advance(100_000);
    expect(open).toEqual([]);
    queue.answered('chunk');
    await clock.advance(5_000);
    await call('file.chunk_ack d-b 10').answer();
    call('file.get c');
  });
});

test('a part that is not acknowledged for two minutes ends its file', async () => {
  const { offer, begin, call, clock, skipped, open } = script();
  offer('a');
  offer('b');
  await begin('a', 2 * PART);
  await clock.advance(119_999);
  expect(open).toEqual([]);
  await clock.advance(1);
  await call('file.abort d-a').answer();
  expect(skipped).toEqual([['a', expect.stringContaining('still')]]);
  call('file.get b');
});

test('a part that is acknowledged when its file has been given up is not taken for one of the next', async () => {
  const { offer, begin, call, clock, queue, open } = script();
  offer('a');
  offer('b');
  await begin('a', 2 * PART);
  await clock.advance(120_000);
  await call('file.abort d-a').answer();
  await begin('b', 2 * PART);
  queue.answered('chunk');
  expect(open).toEqual([]);
  queue.answered('chunk');
  call(`file.chunk_ack d-b ${PART}`);
});
