import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { sourceOf } from '../../bench/files/client/source.js';
import { eventually } from '../support/eventually.js';
import { type FileClient, fileClientIn } from './support/file-client.js';
import { type House, openHouse } from './support/house.js';
import { nativeSender } from './support/native-file.js';
import { qtFields, qtString } from './support/qt-stream.js';

const CHUNK = 65_536;

/** Lets whatever is on its way arrive: what the operator says goes to the client there and back, several times. */
async function rounds(house: House, ...clients: readonly FileClient[]): Promise<void> {
  for (const word of ['一', '二', '三', '四', '五']) {
    await house.says(word);
    await Promise.all(clients.map((client) => client.until(word)));
  }
}

const given = ({ items }: FileClient) => items.filter(({ type }) => type !== 'text');
const texts = ({ items }: FileClient) => items.flatMap((item) => (item.type === 'text' ? [item.text] : []));
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('files', () => {
  test.each([
    ['of one byte', 1],
    ['of exactly one chunk', CHUNK],
    ['of a chunk and a byte', CHUNK + 1],
    ['of exactly two chunks', 2 * CHUNK],
  ])('one %s comes in a header and chunks of 64 KiB', async (_, size) => {
    const house = await openHouse();
    const client = await fileClientIn(house);
    const anna = await nativeSender(house.native, 'anna');
    const source = sourceOf(size, 7);
    await anna.sends('a.bin', source);
    await client.whole(1);
    await rounds(house, client);
    const chunks = Array.from({ length: Math.ceil(size / CHUNK) }, (_, index) => ({
      type: 'chunk',
      bytes: Math.min(CHUNK, size - index * CHUNK),
    }));
    expect(given(client)).toEqual([{ type: 'header', name: 'a.bin', size }, ...chunks]);
    expect(client.files).toEqual([{ name: 'a.bin', size, sha256: source.sha256 }]);
  });

  test('one without bytes comes as its header alone, and the next one behind it', async () => {
    const house = await openHouse();
    const client = await fileClientIn(house);
    await house.sends('空.txt', new Uint8Array());
    await client.whole(1);
    await rounds(house, client);
    expect(given(client)).toEqual([{ type: 'header', name: '空.txt', size: 0 }]);
    const bytes = Buffer.from('不空');
    await house.sends('不空.txt', bytes);
    await client.whole(2);
    expect(client.files[1]).toEqual({ name: '不空.txt', size: bytes.length, sha256: sha256(bytes) });
  });

  test('one of ten megabytes comes whole', async () => {
    const house = await openHouse();
    const client = await fileClientIn(house);
    const anna = await nativeSender(house.native, 'anna');
    const source = sourceOf(10 * 1_048_576, 9);
    await anna.sends('большой.bin', source);
    await client.whole(1);
    expect(client.files).toEqual([{ name: 'большой.bin', size: source.size, sha256: source.sha256 }]);
    expect(given(client)).toHaveLength(161);
  });

  test.each(['报告 （最终）.pdf', 'Отчёт за год.doc', '🙂👩🏽𝄞.png', 'Ёжик & 你好 [1].tar.gz'])(
    'the name %s comes as it is',
    async (name) => {
      const house = await openHouse();
      const client = await fileClientIn(house);
      await house.sends(name, Uint8Array.of(1));
      await client.whole(1);
      expect(client.files[0]?.name).toBe(name);
    },
  );

  test('the header and the chunk are laid out byte for byte as QDataStream has them', async () => {
    const house = await openHouse();
    const client = await fileClientIn(house);
    await house.sends('好.x', Uint8Array.of(0xca, 0xfe));
    await client.whole(1);
    const bytes = client.frames.filter((frame) => typeof frame !== 'string');
    expect(bytes.map((frame) => Buffer.from(frame).toString('hex'))).toEqual([
      '00000016' + '00460049004c0045005f004800450041004400450052' + '00000006' + '597d002e0078' + '0000000000000002',
      '00000014' + '00460049004c0045005f004300480055004e004b' + '00000002' + 'cafe',
    ]);
  });

  test('no chunk is sent before the one before it is acknowledged', async () => {
    const house = await openHouse();
    const client = await fileClientIn(house);
    client.hold();
    await house.sends('a.bin', Buffer.alloc(3 * CHUNK + 10, 'a'));
    // The original sends the first chunk at once, whatever becomes of its header.
    await client.given(2);
    for (const count of [2, 3, 4]) {
      await rounds(house, client);
      expect(given(client)).toHaveLength(count);
      // What is oldest at first is the answer to the header.
      if (count === 2) client.acknowledge();
      client.acknowledge();
      await client.given(count + 1);
    }
    expect(client.files).toHaveLength(1);
  });

  test('the answer to the header brings no chunk', async () => {
    const house = await openHouse();
    const client = await fileClientIn(house);
    client.hold();
    await house.sends('a.bin', Buffer.alloc(2 * CHUNK, 'a'));
    await client.given(2);
    client.acknowledge();
    await rounds(house, client);
    expect(given(client)).toHaveLength(2);
  });

  test('the second of two files begins only when the last chunk of the first is acknowledged', async () => {
    const house = await openHouse();
    const client = await fileClientIn(house);
    client.hold();
    await house.sends('first.bin', Buffer.alloc(10, 'a'));
    await house.sends('second.bin', Buffer.alloc(20, 'b'));
    await client.whole(1);
    client.acknowledge();
    await rounds(house, client);
    expect(given(client)).toHaveLength(2);
    client.acknowledge();
    await client.whole(2);
    expect(client.files.map(({ name, size }) => [name, size])).toEqual([
      ['first.bin', 10],
      ['second.bin', 20],
    ]);
  });

  test('each client is given a file at its own pace', async () => {
    const house = await openHouse();
    const [slow, quick] = [await fileClientIn(house), await fileClientIn(house, 1)];
    slow.hold();
    const bytes = Buffer.alloc(3 * CHUNK, 'x');
    await house.sends('a.bin', bytes);
    await quick.whole(1);
    expect(quick.files[0]?.sha256).toBe(sha256(bytes));
    expect(slow.files).toEqual([]);
  });

  test('text comes and goes before, while and after a file comes', async () => {
    const house = await openHouse();
    const [a, b] = [await fileClientIn(house), await fileClientIn(house, 1)];
    const spoken = (text: string) => expect.stringMatching(new RegExp(`^guest\\S+: ${text}$`));
    a.hold();
    b.send('先');
    await eventually(() => a.items.length === 1);
    await house.sends('a.bin', Buffer.alloc(CHUNK + 1, 'x'));
    await a.given(2);
    b.send('中');
    a.send('我也说');
    await eventually(() => texts(a).length === 2 && texts(b).length === 1);
    a.acknowledge();
    a.acknowledge();
    await a.whole(1);
    a.acknowledge();
    b.send('后');
    await eventually(() => texts(a).length === 3);
    expect(a.items.map((item) => (item.type === 'text' ? item.text : item.type))).toEqual([
      spoken('先'),
      'header',
      'chunk',
      spoken('中'),
      'chunk',
      spoken('后'),
    ]);
    expect(texts(b)[0]).toEqual(spoken('我也说'));
  });

  test('a connection that is lost in the middle ends the transfer, and the next file comes to whoever comes again', async () => {
    const house = await openHouse({ history: 0 });
    const client = await fileClientIn(house);
    client.hold();
    await house.sends('a.bin', Buffer.alloc(5 * CHUNK, 'a'));
    await client.given(2);
    client.break();
    await house.holds(0);
    const again = await fileClientIn(house);
    const bytes = Buffer.alloc(2 * CHUNK, 'b');
    await house.sends('b.bin', bytes);
    await again.whole(1);
    await rounds(house, again);
    expect(again.files).toEqual([{ name: 'b.bin', size: bytes.length, sha256: sha256(bytes) }]);
    expect(given(again)).toHaveLength(3);
  });

  test('whoever comes late is given no file of before', async () => {
    const house = await openHouse({ history: 0 });
    const first = await fileClientIn(house);
    await house.sends('a.bin', Uint8Array.of(1));
    await first.whole(1);
    const late = await fileClientIn(house, 1);
    await rounds(house, late);
    expect(given(late)).toEqual([]);
  });

  test('binary frames of another form do not disturb it', async () => {
    const house = await openHouse();
    const client = await fileClientIn(house);
    client.hold();
    const bytes = Buffer.alloc(2 * CHUNK, 'x');
    await house.sends('a.bin', bytes);
    await client.given(2);
    client.send(qtFields(qtString('FILE_HEADER'), qtString('/etc/passwd'), new Uint8Array(8)));
    client.send(Uint8Array.of(9, 9, 9));
    await rounds(house, client);
    expect(given(client)).toHaveLength(2);
    client.acknowledge();
    client.acknowledge();
    await client.whole(1);
    expect(client.files[0]?.sha256).toBe(sha256(bytes));
  });
});
