import { type Awaitable, isPromise } from '../awaitable.js';
import { ChatError } from '../errors.js';
import type { Limits } from '../limits.js';
import { Refusal } from '../message/refusal.js';
import type { Clock } from '../ports/clock.js';
import type { Session } from '../session/session.js';
import { TimeoutError, withTimeout } from '../timeout.js';
import type { GateStep } from '../trace/trace.js';
import type { BlockMonitor } from './block-monitor.js';
import type { Events } from './events.js';
import type { Gate, GateOptions, GateSession, Gates } from './gates.js';

/** A gate in its place. */
export interface PlacedGate<S extends keyof Gates = keyof Gates> {
  readonly plugin: string;
  readonly stage: S;
  readonly gate: Gate<S>;
  readonly options: GateOptions;
}

/** Where it is noted what each gate did to a request. */
export interface GateRecords {
  gates: readonly GateStep[];
}

/** Told of every gate that failed. */
export type GateFailure = (placed: PlacedGate, error: ChatError) => void;

/** One request on its way through the gates of a stage. */
interface GateRun<S extends keyof Gates> {
  readonly gates: readonly PlacedGate<S>[];
  readonly session: Session;
  readonly notes: GateRecords | undefined;
}

/** Refusals that no gate decided on. */
const failures = new WeakSet<Refusal>();

const phases = { first: 0, middle: 1, last: 2 } as const;

/** Runs a stage's gates one after the other: in order of phase, then of the plugin list, then of registration. */
export class GateRunner {
  readonly #clock: Clock;
  readonly #limits: Limits;
  readonly #events: Events;
  readonly #failed: GateFailure;
  readonly #watch: BlockMonitor;
  #byStage = new Map<keyof Gates, readonly PlacedGate[]>();

  constructor(clock: Clock, limits: Limits, events: Events, failed: GateFailure, watch: BlockMonitor) {
    this.#clock = clock;
    this.#limits = limits;
    this.#events = events;
    this.#failed = failed;
    this.#watch = watch;
  }

  /** Replaces all gates; they come in the order of the plugin list. Requests under way go on with the old ones. */
  place(gates: readonly PlacedGate[]): void {
    const sorted = gates.toSorted((a, b) => phases[a.options.phase ?? 'middle'] - phases[b.options.phase ?? 'middle']);
    const byStage = new Map<keyof Gates, PlacedGate[]>();
    for (const placed of sorted) {
      const others = byStage.get(placed.stage);
      if (others === undefined) byStage.set(placed.stage, [placed]);
      else others.push(placed);
    }
    this.#byStage = byStage;
  }

  /** Whether a stage has gates: what happens all the time is not even put together where it has none. */
  hasGates(stage: keyof Gates): boolean {
    return this.#byStage.has(stage);
  }

  /** The request as the last gate left it, or the first refusal. Never throws; at once when no gate is asynchronous. */
  run<S extends keyof Gates>(
    stage: S,
    request: Gates[S],
    session: Session,
    notes?: GateRecords,
  ): Awaitable<Gates[S] | Refusal> {
    const gates = this.#byStage.get(stage) as readonly PlacedGate<S>[] | undefined;
    return gates === undefined ? request : this.#from(0, { gates, session, notes }, request);
  }

  #from<S extends keyof Gates>(index: number, passage: GateRun<S>, request: Gates[S]): Awaitable<Gates[S] | Refusal> {
    const { gates, session, notes } = passage;
    const timed = notes !== undefined || this.#events.hasListeners('gateRun');
    let current = request;
    for (let next = index; next < gates.length; next++) {
      const placed = gates[next] as PlacedGate<S>;
      const asked = current;
      const began = this.#clock.monotonic();
      const decided = this.#ask(placed, asked, session);
      const ms = this.#clock.monotonic() - began;
      this.#watch.returned(placed.plugin, placed.stage, ms);
      if (isPromise(decided)) {
        return decided.then((value) => {
          if (timed) this.#record(passage, placed, this.#clock.monotonic() - began, asked, value);
          return value instanceof Refusal ? value : this.#from(next + 1, passage, value);
        });
      }
      if (timed) this.#record(passage, placed, ms, asked, decided);
      if (decided instanceof Refusal) return decided;
      current = decided;
    }
    return current;
  }

  #record<S extends keyof Gates>(
    { notes }: GateRun<S>,
    { plugin, stage }: PlacedGate<S>,
    ms: number,
    asked: Gates[S],
    decided: Gates[S] | Refusal,
  ): void {
    const failed = decided instanceof Refusal && failures.has(decided);
    const kept = decided === asked ? 'passed' : 'changed';
    const did = failed ? 'failed' : decided instanceof Refusal ? 'refused' : kept;
    if (notes !== undefined) notes.gates = [...notes.gates, { plugin, did, ms }];
    this.#events.emit('gateRun', { plugin, stage, did, ms });
  }

  #ask<S extends keyof Gates>(
    placed: PlacedGate<S>,
    request: Gates[S],
    session: Session,
  ): Awaitable<Gates[S] | Refusal> {
    let decided: Awaitable<Gates[S] | Refusal>;
    try {
      decided = placed.gate(request, session as GateSession<S>);
    } catch (error) {
      return this.#fail(placed, request, 'CHAT_PLUGIN_FAILED', error);
    }
    return isPromise(decided) ? this.#wait(placed, request, decided) : this.#checked(placed, request, decided);
  }

  #wait<S extends keyof Gates>(
    placed: PlacedGate<S>,
    request: Gates[S],
    decision: PromiseLike<Gates[S] | Refusal>,
  ): Promise<Gates[S] | Refusal> {
    const deadline = placed.options.deadlineMs ?? this.#limits.gateMs;
    return withTimeout(this.#clock, deadline, decision).then(
      (decided) => this.#checked(placed, request, decided),
      (error: unknown) => {
        const code = error instanceof TimeoutError ? 'CHAT_PLUGIN_TIMEOUT' : 'CHAT_PLUGIN_FAILED';
        return this.#fail(placed, request, code, error);
      },
    );
  }

  /** A gate that forgot to return would otherwise let `undefined` through. */
  #checked<S extends keyof Gates>(
    placed: PlacedGate<S>,
    request: Gates[S],
    decided: Gates[S] | Refusal,
  ): Gates[S] | Refusal {
    if (typeof decided === 'object' && decided !== null) return decided;
    return this.#fail(placed, request, 'CHAT_PLUGIN_FAILED', `the gate returned ${String(decided)}`);
  }

  #fail<S extends keyof Gates>(
    placed: PlacedGate<S>,
    request: Gates[S],
    code: 'CHAT_PLUGIN_FAILED' | 'CHAT_PLUGIN_TIMEOUT',
    cause: unknown,
  ): Gates[S] | Refusal {
    this.#failed(placed as unknown as PlacedGate, new ChatError(code, undefined, { cause }));
    if (placed.options.onFailure === 'pass') return request;
    const what = code === 'CHAT_PLUGIN_TIMEOUT' ? 'took too long' : 'failed';
    const details = { plugin: placed.plugin, stage: placed.stage };
    const refusal = new Refusal(code, `The plugin ${placed.plugin} ${what}.`, details);
    failures.add(refusal);
    return refusal;
  }
}
