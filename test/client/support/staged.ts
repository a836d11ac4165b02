import { type Client, type ClientOptions, createClient, type WireEvents } from '../../../client/index.js';
import { manualClock } from '../../../testkit/index.js';

/** A frame, as an object. */
export type Frame = Record<string, unknown>;

/** A wire whose other end is the test. */
export interface FakeWire {
  readonly events: WireEvents;
  readonly sent: Frame[];
  closed: boolean;
}

/** A client, its clock, and a server that does what the test says. */
export function staged(options: Partial<ClientOptions> = {}) {
  const clock = manualClock();
  const wires: FakeWire[] = [];
  let ids = 0;
  const client: Client = createClient({
    clock,
    random: { id: () => `id${++ids}`, secret: () => 'drawn-by-the-client-itself', between: (low) => low },
    open(events) {
      const wire: FakeWire = { events, sent: [], closed: false };
      wires.push(wire);
      return {
        send: (text) => wire.sent.push(JSON.parse(String(text))),
        close: () => {
          wire.closed = true;
        },
      };
    },
    ...options,
  });
  const wire = (): FakeWire => {
    const last = wires.at(-1);
    if (last === undefined) throw new Error('No wire was opened.');
    return last;
  };
  const send = (frame: Frame) => wire().events.frame(JSON.stringify(frame));
  const answer = (reply: Frame) => send({ ref: wire().sent.at(-1)?.ref, ...reply });
  const welcome = (more: Frame = {}) => {
    wire().events.opened();
    answer({ type: 'welcome', user: { id: 'u', nick: 'ann' }, resume: { token: 't', ms: 1 }, ...more });
  };
  return { client, clock, wires, wire, send, answer, welcome };
}
