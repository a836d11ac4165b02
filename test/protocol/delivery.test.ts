import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { errors, type JsonObject, limitTable, type Plugin, type Trace } from '../../core/index.js';
import { inside } from './support/comings.js';
import { type Desk, openDesk } from './support/desk.js';
import { blocksIn, readPage } from './support/page.js';

const page = readPage('delivery.md');
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, ' ');
const firstColumn = (heading: string): string[] =>
  [...(page.split(`| ${heading} |`)[1]?.split('\n\n')[0] ?? '').matchAll(/^\| `([^`]+)` \|/gm)].map(
    ([, name = '']) => name,
  );

describe('docs/delivery.md', () => {
  test('names limits that there are, with the defaults that they have', () => {
    const rows = [...page.matchAll(/^\| \[`(\w+)`\]\(reference\.md#limits\) \| ([\d ]+) \|/gm)];
    const table: Readonly<Record<string, { readonly default: number }>> = limitTable;
    const wrong = rows.filter(([, name = '', value]) => grouped(table[name]?.default ?? Number.NaN) !== value);
    expect(rows.length).toBeGreaterThan(10);
    expect(wrong.map(([row]) => row)).toEqual([]);
  });

  test('names no code that there is not', () => {
    const named = [...new Set(page.match(/CHAT_[A-Z_]*[A-Z]/g))];
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((code) => !Object.hasOwn(errors, code))).toEqual([]);
  });

  test('explains every fate', () => {
    const fates: Record<Trace['recipients'][number]['fate'], true> = {
      delivered: true,
      queued: true,
      away: true,
      recovered: true,
      'slow-closed': true,
      coalesced: true,
      dropped: true,
      filtered: true,
      'not in the room': true,
    };
    expect(firstColumn('fate').sort()).toEqual(Object.keys(fates).sort());
  });
});

const polite: Plugin = {
  name: 'polite',
  setup(host) {
    host.gate('publish', (message) => ({ ...message, text: message.text.replace('damn', '****') }));
  },
};

/** What a trace says besides the ids and times, which are others each time. */
const gist = ({ room, from, gates, position, recipients }: Trace): JsonObject => ({
  room,
  from: from?.nick ?? '',
  gates: gates.map(({ plugin, did }) => `${plugin} ${did}`),
  offset: position?.offset ?? 0,
  recipients: recipients.map(({ nick, wire, fate }) => `${nick} ${wire} ${fate}`),
});

describe('the answer of hub.why on the page', () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await openDesk();
    await desk.hub.plugins.load(polite);
  });

  afterEach(() => desk.hub.stop());

  /** Resolves when the next session has come into a room. */
  const nextJoined = () =>
    new Promise<void>((resolve) => {
      const off = desk.hub.on('joined', () => {
        off();
        resolve();
      });
    });

  test('is what a hub says', async () => {
    const ann = await desk.call('a WebSocket');
    await ann.ask({ type: 'hello', nick: 'ann' });
    await ann.ask({ type: 'join', room: 'lobby' });
    const bob = await desk.call('TCP lines');
    await bob.ask({ type: 'hello', nick: 'bob', resume: true });
    await bob.ask({ type: 'join', room: 'lobby' });
    const joined = nextJoined();
    const cat = connect(desk.ports.tcp, '127.0.0.1').resume();
    cat.write('cat\n');
    await joined;
    bob.cut();
    await ann.hear('presence');
    const said = inside(await ann.ask({ type: 'say', room: 'lobby', text: 'damn' }), 'result');
    const dan = await desk.call('TCP lines');
    await dan.ask({ type: 'hello', nick: 'dan' });
    await dan.ask({ type: 'join', room: 'lobby' });
    const answer = desk.hub.why(String(said.id));
    const written = JSON.parse(blocksIn('json', page)[0] ?? '') as Trace;
    if (answer === undefined) throw new TypeError('The hub does not know its newest message.');
    expect(gist(written)).toEqual(gist(answer));
    expect(Object.keys(written)).toEqual(Object.keys(JSON.parse(JSON.stringify(answer)) as JsonObject));
  });
});
