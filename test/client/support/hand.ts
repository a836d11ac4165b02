import type { ClientError } from '../../../client/error.js';
import type { ClientEvents } from '../../../client/events.js';
import type { Fields } from '../../../client/machine/frame.js';
import type { Machine, MachineOptions } from '../../../client/machine/inputs.js';
import { createMachine } from '../../../client/machine/machine.js';
import type { Effect } from '../../../client/machine/output.js';
import type { WireCause } from '../../../client/ports.js';

/** What a machine has wanted since it was asked last. */
export interface Wanted {
  /** The frames to be sent, parsed. */
  readonly sent: readonly Fields[];
  /** What is to be told, each `[event, …args]`, without the event named `event`. */
  readonly told: readonly (readonly [keyof ClientEvents, ...unknown[]])[];
  /** What commands came to, by their ids: a value, or the code of an error. */
  readonly resolved: ReadonlyMap<number, unknown>;
  readonly rejected: ReadonlyMap<number, string>;
  /** `open` and `close`, in order. */
  readonly wire: readonly string[];
}

/** A machine with its inputs fed by hand. */
export interface Hand {
  readonly machine: Machine;
  /** The time; set it to let time pass without a timer. */
  now: number;
  /** When the machine wants to be woken. */
  readonly wake: number | undefined;
  /** The number of the wire that was opened last. */
  readonly wire: number;
  /** Everything that the machine has wanted so far. */
  readonly effects: readonly Effect[];
  connect(nick?: string): void;
  hurry(): void;
  stop(): void;
  quit(text?: string): number;
  typing(room: string, on: boolean): void;
  opened(credentials?: Fields): void;
  /** A frame comes, on the present wire or on another. */
  frame(frame: Fields | string, wire?: number): void;
  closed(wire?: number, cause?: WireCause): void;
  /** The program could not say with what the user logs in. */
  failed(error: ClientError): void;
  /** Lets time pass until the machine is woken. */
  sleep(): void;
  /** Answers the last frame that was sent. */
  answer(reply: Fields): void;
  /** Gives a command; answers with its id. */
  submit(type: string, fields: Fields, kept?: boolean): number;
  /** From nothing to the first welcome. */
  login(welcome?: Fields): void;
  /** Loses the wire, waits, opens the next one and gives it a welcome. */
  comeBack(welcome: Fields): void;
  /** What was wanted since the last time. */
  take(): Wanted;
}

/** Who the user of a hand-fed machine is. */
export const ann = { id: 'u-ann', nick: 'ann' };

const defaults: MachineOptions = {
  random: { between: (low) => low, secret: () => 'drawn-by-the-client-itself' },
  nick: 'ann',
  token: undefined,
  nickFallback: true,
  client: undefined,
  pending: 1_000,
  connectMs: 10_000,
};

/** Makes a machine and the hand that feeds it. */
export function handFed(options: Partial<MachineOptions> = {}): Hand {
  const machine = createMachine({ ...defaults, ...options });
  const effects: Effect[] = [];
  let seen = 0;
  let wake: number | undefined;
  let wire = 0;
  let ids = 0;

  function fed(wanted: readonly Effect[]): void {
    effects.push(...wanted);
    for (const effect of wanted) {
      if (effect.do === 'open') wire = effect.wire;
      if (effect.do === 'wake') wake = effect.at;
    }
  }

  const framesIn = (list: readonly Effect[]): Fields[] =>
    list.flatMap((effect) => (effect.do === 'send' ? [JSON.parse(effect.text) as Fields] : []));

  const hand: Hand = {
    machine,
    now: 0,
    get wake() {
      return wake;
    },
    get wire() {
      return wire;
    },
    effects,
    connect: (nick) => fed(machine.connect(hand.now, nick)),
    hurry: () => fed(machine.hurry(hand.now)),
    stop: () => fed(machine.stop(hand.now)),
    quit(text) {
      fed(machine.quit(hand.now, ++ids, text));
      return ids;
    },
    typing: (room, on) => fed(machine.typing(hand.now, room, on)),
    opened: (credentials) => fed(machine.opened(hand.now, wire, credentials)),
    frame: (frame, on = wire) =>
      fed(machine.frame(hand.now, on, typeof frame === 'string' ? frame : JSON.stringify(frame))),
    closed: (on = wire, cause) => fed(machine.closed(hand.now, on, cause)),
    failed: (error) => fed(machine.failed(hand.now, wire, error)),
    sleep() {
      if (wake === undefined) throw new Error('There is nothing to wait for.');
      hand.now = Math.max(hand.now, wake);
      wake = undefined;
      fed(machine.woken(hand.now));
    },
    answer: (reply) => hand.frame({ ref: framesIn(effects).at(-1)?.ref, ...reply }),
    submit(type, fields, kept = true) {
      fed(machine.submit(hand.now, { id: ++ids, type, fields, kept }));
      return ids;
    },
    login(welcome = {}) {
      hand.connect();
      hand.opened();
      hand.answer({ type: 'welcome', user: ann, resume: { token: 't1', ms: 60_000 }, ...welcome });
    },
    comeBack(welcome) {
      hand.closed();
      hand.sleep();
      hand.opened();
      hand.answer({ type: 'welcome', user: ann, resume: { token: 't1', ms: 60_000 }, ...welcome });
    },
    take() {
      const fresh = effects.slice(seen);
      seen = effects.length;
      return {
        sent: framesIn(fresh),
        told: fresh.flatMap((effect) =>
          effect.do === 'tell' && effect.event !== 'event' ? [[effect.event, ...effect.args] as const] : [],
        ),
        resolved: new Map(fresh.flatMap((effect) => (effect.do === 'resolve' ? [[effect.command, effect.value]] : []))),
        rejected: new Map(
          fresh.flatMap((effect) => (effect.do === 'reject' ? [[effect.command, effect.error.code]] : [])),
        ),
        wire: fresh.flatMap(({ do: what }) => (what === 'open' || what === 'close' ? [what] : [])),
      };
    },
  };
  return hand;
}
