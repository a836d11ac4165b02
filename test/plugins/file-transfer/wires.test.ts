import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fetchFile } from '../../../bench/files/client/fetch-file.js';
import { Refused } from '../../../bench/files/client/peer.js';
import { sendFile } from '../../../bench/files/client/send-file.js';
import { type Source, sourceOf } from '../../../bench/files/client/source.js';
import type { JsonObject } from '../../../core/index.js';
import { eventually } from '../../support/eventually.js';
import { type WireName, wireKinds } from '../../support/wires.js';
import { type House, openHubFixture } from './support/hub-fixture.js';

const names = Object.keys(wireKinds) as WireName[];
const token = 'c2VjcmV0c2VjcmV0c2VjcmV0c2Vj';
const SIZE = 3_000_000;
const CUTS = 10;

/** Places at which a transfer is cut, spread over the file, the same in every run. */
function cutsOf(seed: number): readonly number[] {
  let state = seed;
  return Array.from({ length: CUTS }, (_, index) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(((index + state / 2_147_483_648) * SIZE) / CUTS);
  });
}

/** Sends a file, and cuts the connection at each of the places, as its bytes are about to leave. */
async function sendWithCuts(house: House, source: Source, cuts: readonly number[]) {
  let header: JsonObject = { room: 'lobby', name: 'a.bin', size: source.size, sha256: source.sha256 };
  const left = [...cuts];
  for (let connections = 1; ; connections++) {
    const ann = await house.connect('ann', token);
    const begun = (transfer: string) => {
      header = { transfer };
    };
    let isCut = false;
    const read = (offset: number, length: number) => {
      if (!isCut && left[0] !== undefined && offset + length > left[0]) {
        left.shift();
        isCut = true;
        ann.abort();
      }
      return source.read(offset, length);
    };
    try {
      const sent = await sendFile(ann, { header, size: source.size, read, begun });
      return { sent, connections };
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
  }
}

/** Fetches a file, and cuts the connection when each of the places has come. */
async function fetchWithCuts(house: House, file: string, cuts: readonly number[]) {
  const bytes = Buffer.alloc(SIZE);
  const left = [...cuts];
  let received = 0;
  for (let connections = 1; ; connections++) {
    const bob = await house.connect('bob', `${token}bob`);
    let isCut = false;
    const write = (offset: number, part: Uint8Array) => {
      // What is left in the program's own buffers counts as lost.
      if (isCut) return;
      bytes.set(part, offset);
      received = offset + part.length;
      if (left[0] === undefined || received < left[0]) return;
      left.shift();
      isCut = true;
      bob.abort();
    };
    try {
      await fetchFile(bob, { file, offset: received, write });
      if (!isCut) return { bytes, connections };
    } catch (error) {
      if (error instanceof Refused) throw error;
    }
  }
}

describe.each(names)('over %s', (name) => {
  test('a file comes and goes whole, although every connection that carries it is cut ten times', async () => {
    const house = await openHubFixture(name);
    const source = sourceOf(SIZE, 11);
    const { sent, connections } = await sendWithCuts(house, source, cutsOf(1));
    expect([sent.sha256, connections]).toEqual([source.sha256, CUTS + 1]);
    const fetched = await fetchWithCuts(house, String(sent.file), cutsOf(2));
    expect(createHash('sha256').update(fetched.bytes).digest('hex')).toBe(source.sha256);
    expect(fetched.connections).toBe(CUTS + 1);
  });

  test('programs and people learn of a file, and a program fetches it', async () => {
    const house = await openHubFixture(name, { publicUrl: 'https://chat.example' });
    const person = await house.person();
    const lines: string[] = [];
    const over = (async () => {
      for (let line = await person.next(); line !== undefined; line = await person.next()) lines.push(String(line));
    })();
    // Over TCP the server asks for a nick; on the other wires this is the first thing that is said.
    person.send('carl');
    const [ann, bob] = [await house.connect('ann'), await house.connect('bob')];
    const source = sourceOf(200_000, 12);
    const told = new Promise<JsonObject>((resolve) => {
      bob.listen((event) => {
        if (event.kind === 'file') resolve(event);
      });
    });
    const { file, url } = await sendFile(ann, {
      header: { room: 'lobby', name: 'a.bin', size: source.size },
      ...source,
    });
    expect(await told).toMatchObject({ text: `a.bin (200 kB) ${String(url)}` });
    await eventually(() => lines.some((line) => line.includes(`* ann sends a.bin (200 kB) ${String(url)}`)));
    const hash = createHash('sha256');
    await fetchFile(bob, { file: String(file), write: (_, bytes) => void hash.update(bytes) });
    expect(hash.digest('hex')).toBe(source.sha256);
    person.send('/files');
    await eventually(() => lines.some((line) => line.includes(`a.bin (200 kB) from ann ${String(url)}`)));
    person.close();
    await over;
  });
});
