import { auto } from '../../adapters/dialects/auto/index.js';
import { text } from '../../adapters/dialects/text/index.js';
import { createHub } from '../../core/index.js';
import { manualClock } from '../../testkit/index.js';
import { eventually } from '../support/eventually.js';
import { nativePeer, type Wire } from '../support/peers.js';
import type { WireKind } from '../support/wires.js';
import { partsForTests } from '../support/world.js';

/** What each of the three has seen. */
export interface Seen {
  readonly ann: readonly unknown[];
  readonly bob: readonly unknown[];
  readonly cat: string;
}

/** A person at the end of a wire: everything that came, as one text. */
function person(wire: Wire) {
  const lines: string[] = [];
  const over = (async () => {
    for (let frame = await wire.next(); frame !== undefined; frame = await wire.next()) lines.push(String(frame));
  })();
  return {
    types: (line: string) => wire.send(line),
    sees: (part: string) => eventually(() => lines.some((line) => line.includes(part))),
    over,
    text: () => lines.join('\n'),
  };
}

/** Frames without what a wire's name adds to them. */
function withoutWire(frames: readonly unknown[]): readonly unknown[] {
  return JSON.parse(JSON.stringify(frames).replaceAll(/"(?:memory|tcp|websocket)\//g, '"wire/'));
}

/** Plays the chat on one kind of wire: two programs, ann and bob, and cat, who types. */
export async function play(kind: WireKind): Promise<Seen> {
  const dialect = auto({ text: text({ prompt: true }) });
  const hub = createHub(partsForTests(manualClock({ start: 1_000_000 }), { dialect }));
  const transport = kind.listen();
  const addresses = await hub.listen(transport);
  try {
    const ann = nativePeer(await kind.program(transport, addresses));
    await ann.ok({ type: 'hello', nick: 'ann', client: 'scenario/1' });
    await ann.ok({ type: 'join', room: 'Lobby' });
    const bob = nativePeer(await kind.program(transport, addresses));
    await bob.refused({ type: 'hello', nick: 'ANN' });
    await bob.ok({ type: 'hello', nick: 'bob' });
    await bob.ok({ type: 'join', room: 'lobby' });
    const cat = person(await kind.person(transport, addresses));
    cat.types('cat');
    await cat.sees('#lobby: ann, bob, cat');

    await ann.ok({
      type: 'say',
      room: 'lobby',
      text: 'Hello, 你好, привет 🙂',
      key: 'k1',
      data: { mood: ['fine', 1] },
    });
    await ann.ok({ type: 'say', room: 'lobby', text: 'Hello, 你好, привет 🙂', key: 'k1' });
    await cat.sees('привет');
    cat.types('hi all');
    await eventually(() => bob.all('message').length === 2);
    await bob.ok({ type: 'say', room: 'lobby', kind: 'action', text: 'waves' });
    await ann.ok({ type: 'tell', to: 'cat', text: 'psst' });
    await cat.sees('psst');
    cat.types('/msg bob pass it on');
    await eventually(() => bob.all('message').length === 4);
    await bob.ok({ type: 'nick', nick: 'rob' });
    await cat.sees('bob is now rob');
    cat.types('/nick kit');
    await eventually(() => bob.all('renamed').length >= 1);
    await ann.ok({ type: 'join', room: 'attic' });
    await ann.ok({ type: 'say', room: 'attic', text: 'anybody up here?' });
    await ann.ok({ type: 'rooms' });
    await ann.ok({ type: 'leave', room: 'attic' });
    await ann.refused({ type: 'say', room: 'attic', text: 'too late' });
    await ann.ok({ type: 'who', room: 'lobby' });
    await bob.ok({ type: 'quit', text: 'see you' });
    await bob.over;
    await cat.sees('rob left');
    cat.types('/quit');
    await cat.over;
    await eventually(() => ann.all('left').length === 2);
    await ann.ok({ type: 'ping' });
    ann.wire.close();
    await ann.over;
    return { ann: withoutWire(ann.heard), bob: withoutWire(bob.heard), cat: cat.text() };
  } finally {
    await hub.stop();
  }
}
