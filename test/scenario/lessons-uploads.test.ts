import { describe, expect, test } from 'vitest';
import { sendFile } from '../../bench/files/client/send-file.js';
import { sourceOf } from '../../bench/files/client/source.js';
import { actor, openTransferFixture } from '../plugins/file-transfer/support/transfer-fixture.js';

const token = 'c2VjcmV0c2VjcmV0c2VjcmV0c2Vj';
const SIZE = 5_000;
const SENT = 2_000;

/** Ann has sent the first part of a file. */
async function halfSent() {
  const stage = await openTransferFixture();
  const ann = await stage.peer('ann', ['lobby'], { resume: token });
  const source = sourceOf(SIZE, 1);
  const { transfer } = await ann.ask({ type: 'file.header', room: 'lobby', name: 'a', size: SIZE });
  const header = { transfer: String(transfer) };
  ann.send({ type: 'file.chunk', ...header, offset: 0 }, source.read(0, SENT));
  await ann.next('file.chunk_ack');
  return { stage, ann, source, header };
}

describe('lesson 8: uploads', () => {
  test('half-open upload can be taken over by its owner', async () => {
    const { stage, ann, source, header } = await halfSent();
    // Nobody has told the hub that the old connection is dead.
    const again = actor(stage.world);
    const { resumed } = await again.ask({ type: 'hello', nick: 'ann', resume: token, positions: {} });
    const sent = await sendFile(again, { header, ...source });
    expect([resumed, sent.sha256]).toEqual([true, source.sha256]);
    await ann.over;
  });

  test('half-open upload cannot be taken over by anybody else', async () => {
    const { stage, header } = await halfSent();
    const bob = await stage.peer('bob');
    await expect(bob.ask({ type: 'file.header', ...header })).rejects.toMatchObject({ code: 'FILE_UNKNOWN' });
  });

  test('wrong offset answers with the right one', async () => {
    const { ann, source, header } = await halfSent();
    ann.send({ type: 'file.chunk', ...header, offset: SENT + 1 }, source.read(SENT + 1, 1_024));
    expect(await ann.next('file.ack')).toMatchObject({ ...header, offset: SENT });
  });

  test('an end that comes too soon answers with the right offset, and the upload goes on from there', async () => {
    const { ann, source, header } = await halfSent();
    const early = ann.ask({ type: 'file.end', ...header });
    await expect(early).rejects.toMatchObject({ code: 'FILE_INCOMPLETE', details: { offset: SENT } });
    expect(await sendFile(ann, { header, ...source })).toMatchObject({ sha256: source.sha256 });
  });
});
