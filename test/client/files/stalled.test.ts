import { expect, test } from 'vitest';
import { staged } from '../support/staged.js';

/** An upload whose header has been answered, on a server that is the test. */
async function under() {
  const stage = staged();
  const { client, answer, send, welcome } = stage;
  client.connect();
  welcome();
  const sending = client.sendFile({ room: 'lobby' }, new Uint8Array(10), { name: 'a' });
  answer({ type: 'ok', result: { transfer: 'u1', offset: 0, credit: 4, chunk: 4 } });
  const stalled = () => send({ type: 'file.abort', transfer: 'u1', code: 'FILE_STALLED', text: 'It stood still.' });
  return { ...stage, sending, stalled };
}

test('a file that was paused for too long is gone on with when it is resumed', async () => {
  const { sending, stalled, wire } = await under();
  sending.pause();
  stalled();
  sending.resume();
  expect(wire().sent.at(-1)).toMatchObject({ type: 'file.header', transfer: 'u1' });
});

test('a file that stood still without being paused fails with the server’s code', async () => {
  const { sending, stalled } = await under();
  await Promise.resolve();
  stalled();
  await expect(sending.done).rejects.toMatchObject({ code: 'FILE_STALLED' });
});
