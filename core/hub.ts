import { type ProblemLog, problemLog } from './broker/problem-log.js';
import { addBuiltIn } from './command/builtin.js';
import { CommandTable } from './command/table.js';
import { ChatError, errors } from './errors.js';
import type { HubInternals } from './hub-internals.js';
import type { HubOptions } from './hub-options.js';
import { type Limits, limitsWith } from './limits.js';
import { type Listener, ListenerSet, stopping } from './listeners.js';
import { createPublish } from './message/publish.js';
import type { Refusal } from './message/refusal.js';
import { BlockMonitor } from './plugin/block-monitor.js';
import type { ChatApi } from './plugin/chat-api.js';
import { createChatApi } from './plugin/create-chat-api.js';
import { type ChatEvents, Events } from './plugin/events.js';
import { type GateFailure, GateRunner } from './plugin/gate-runner.js';
import { PluginLoader, type Plugins } from './plugin/loader.js';
import { messageLogOf } from './plugin/message-log.js';
import { PluginScope } from './plugin/scope.js';
import { withFields } from './ports/logger.js';
import type { Address, Transport } from './ports/transport.js';
import { createEphemeralBroadcast } from './room/ephemeral.js';
import { Membership } from './room/membership.js';
import { createMessageSender } from './room/message-sender.js';
import { createRoomReceiver } from './room/receiver.js';
import { RoomRegistry } from './room/room-registry.js';
import { ConnectionManager } from './session/connection-manager.js';
import { FlushScheduler } from './session/flush-scheduler.js';
import { reservedNicks } from './session/nick-index.js';
import { Resumption } from './session/resumption.js';
import type { Session } from './session/session.js';
import { SessionRegistry } from './session/session-registry.js';
import { MemoryStore } from './store/memory.js';
import type { Trace } from './trace/trace.js';
import { Tracer } from './trace/tracer.js';
import { why } from './trace/why.js';

/** `idle`: made. `open`: accepts connections. `draining`: sends everybody away. `stopped`: nothing is left. */
export type HubState = 'idle' | 'open' | 'draining' | 'stopped';

/** How to stop. */
export interface StopOptions {
  /** How long peers may take to leave, in milliseconds. Default: the limit `drainMs`. */
  readonly drainMs?: number;
}

/** A chat server without wires. */
export interface Hub {
  /** How far it is in its life; goes forward only. */
  readonly state: HubState;
  /** The limits in force: the defaults with the given changes. */
  readonly limits: Limits;
  /** Loads, unloads and reloads plugins while the hub runs. */
  readonly plugins: Plugins;
  /** The server's own voice. */
  readonly chat: ChatApi;
  /**
   * Sets the plugins up, the first time, and accepts connections. Addresses come in the order of the listeners.
   * @throws ChatError `CHAT_LISTEN_FAILED`, `CHAT_PLUGIN_SETUP`, `CHAT_PLUGIN_DEPENDENCY`; then none of the given listeners is open.
   */
  listen(...listeners: readonly (Transport | Listener)[]): Promise<readonly Address[]>;
  /**
   * Stops listening on one transport, and sends those who came that way off, to come back later; their sessions are kept as
   * when a connection is lost. The others notice nothing, and {@link Hub.listen} takes the transport again. Resolves when it
   * is closed, at once where it is not listened on. Never rejects.
   */
  unlisten(transport: Transport, options?: StopOptions): Promise<void>;
  /**
   * What happened to a message or a signal: what each gate did, and how far it has come with each session. Known of the
   * newest ones, as many as the limit `traces` says.
   */
  why(id: string): Trace | undefined;
  /**
   * Reports a failure that reached the program instead of the hub, such as a promise of a plugin that nothing waits for: it is
   * logged and told as `failed`, like one that the hub has caught.
   * @param plugin The plugin's name; `app` where it is not known.
   * @param what In what it failed.
   */
  reportFailure(plugin: string, what: string, error: unknown): void;
  /** Observes, until the returned function is called. */
  on<E extends keyof ChatEvents>(event: E, listener: ChatEvents[E]): () => void;
  /** Sends everybody away, closes everything in order, and leaves no handle open. Never rejects. */
  stop(options?: StopOptions): Promise<void>;
}

/** Puts a hub together. Nothing happens until {@link Hub.listen}. @throws TypeError for a limit that is none. */
export function createHub(parts: HubOptions): Hub {
  return new LiveHub(parts);
}

class LiveHub implements Hub {
  state: HubState = 'idle';
  readonly limits: Limits;
  readonly plugins: PluginLoader;
  readonly chat: ChatApi;
  readonly #parts: HubOptions;
  readonly #events: Events;
  readonly #directory: RoomRegistry;
  readonly #reception: ConnectionManager;
  readonly #resumption: Resumption;
  readonly #tracer: Tracer;
  readonly #listeners: ListenerSet;
  readonly #problems: ProblemLog;
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(parts: HubOptions) {
    this.#parts = parts;
    const { broker, clock, random, digest, logger, server } = parts;
    const limits = limitsWith(parts.limits);
    this.limits = limits;

    const failed = (plugin: string, what: string, error: unknown) => this.#failed(plugin, what, error);
    const refused = (session: Session, what: string, { code, text, details }: Refusal) =>
      events.emit('refused', { session, what, code, text, details });
    const watch = new BlockMonitor(clock, limits.pluginBlockMs, (plugin, what, ms) => {
      logger.warn({ plugin, what, ms }, `${plugin} blocked the event loop in ${what} for ${ms} ms`);
      events.emit('metric', { plugin, what: 'blocked', amount: 1 });
    });
    const events = new Events(failed, watch);
    const turn = new FlushScheduler(
      clock,
      (error) => failed('core', 'delivery', error),
      (count) => events.emit('delivered', count),
    );
    const gateFailed: GateFailure = ({ plugin, stage }, error) => this.#report(plugin, stage, error);
    const gates = new GateRunner(clock, limits, events, gateFailed, watch);
    const commands = new CommandTable({
      clock,
      deadlineMs: limits.commandMs,
      events,
      gates,
      failed: (owner, command, error) => failed(owner ?? 'core', command, error),
      refused,
      watch,
    });
    const registry = new SessionRegistry(limits, parts.reservedNicks ?? reservedNicks);
    const directory = new RoomRegistry(broker, turn, limits);
    let connections = 0;
    const tracer = new Tracer(clock, limits);
    const membership = new Membership({ directory, broker, gates, events, limits, tracer });
    const resumption = new Resumption({ limits, clock, random, digest, registry, membership, events });
    const findRoom = (name: string) => directory.find(name);
    const publish = createPublish({ gates, broker, clock, random, limits, events, tracer, findRoom });
    const signal = createEphemeralBroadcast({ broker, random, directory, tracer });
    const speak = createMessageSender({ limits, registry, membership, publish });
    const archive = messageLogOf(broker);
    const store = broker.store ?? new MemoryStore();
    const voiceOf = (name: string) =>
      createChatApi(name, { limits, publish, speak, signal, directory, registry, membership, archive });
    const core: HubInternals = {
      server,
      limits,
      clock,
      random,
      gates,
      events,
      registry,
      directory,
      membership,
      resumption,
      speak,
      signal,
    };
    addBuiltIn(commands, core);

    this.#events = events;
    this.#problems = problemLog({ clock, logger });
    this.#directory = directory;
    this.#resumption = resumption;
    this.#tracer = tracer;
    this.chat = voiceOf(server.name);
    this.plugins = new PluginLoader({
      clock,
      gates,
      setupMs: limits.setupMs,
      failed,
      scope: (plugin, gatesChanged) =>
        new PluginScope(plugin, {
          chat: voiceOf(plugin),
          log: withFields(logger, { plugin }),
          clock,
          store,
          runner: gates,
          events,
          commands,
          gatesChanged,
          failed,
          watch,
        }),
    });
    this.#reception = new ConnectionManager({
      limits,
      clock,
      random,
      scheduler: turn,
      gates,
      commands,
      broker,
      registry,
      resumption,
      events,
      refused,
      answered: (session, bytes) => events.emit('answered', session, bytes),
      failed: (part, error) => failed(part, part === 'broker' ? 'read' : 'dialect', error),
      dropped(session, { id, event }, how) {
        if (id !== undefined) tracer.mark(id, session.id, how);
        events.emit('dropped', session, event, how);
      },
      overflowed: (session, since) => tracer.overflowed(session.id, session.memberships, since),
      recoveries: {
        caughtUp: (session, message) => tracer.mark(message, session.id, 'recovered'),
        recovered: (session, room) => events.emit('recovered', session, room),
      },
      nextSerial: () => ++connections,
      reconnectMs: () => random.between(Math.ceil(limits.reconnectMs / 4), limits.reconnectMs),
    });
    this.#listeners = new ListenerSet({
      reception: this.#reception,
      dialect: parts.dialect,
      mustNotBeStopping: () => {
        if (this.#stopping !== undefined) throw stopping();
      },
    });
  }

  async listen(...listeners: readonly (Transport | Listener)[]): Promise<readonly Address[]> {
    if (this.#stopping !== undefined) throw stopping();
    this.#starting ??= this.#start();
    await this.#starting;
    const addresses = await this.#listeners.open(listeners);
    this.state = 'open';
    for (const address of addresses) this.#events.emit('listening', address);
    return addresses;
  }

  unlisten(transport: Transport, options: StopOptions = {}): Promise<void> {
    return this.#listeners.close(transport, options.drainMs ?? this.limits.drainMs);
  }

  why(id: string): Trace | undefined {
    return why(id, this.#tracer, this.#directory);
  }

  reportFailure(plugin: string, what: string, error: unknown): void {
    this.#failed(plugin, what, error);
  }

  on<E extends keyof ChatEvents>(event: E, listener: ChatEvents[E]): () => void {
    return this.#events.on('app', event, listener);
  }

  stop(options: StopOptions = {}): Promise<void> {
    this.#stopping ??= this.#stop(options.drainMs ?? this.limits.drainMs);
    return this.#stopping;
  }

  async #start(): Promise<void> {
    const { changed } = this.#problems;
    const warning = (text: string) => this.#parts.logger.warn({}, text);
    await this.#parts.broker.start({ ...createRoomReceiver(this.#directory), problem: changed, warning });
    for (const plugin of this.#parts.plugins) await this.plugins.load(plugin);
  }

  /** The order is the point: nobody new, everybody out, then what they stood on. */
  async #stop(drainMs: number): Promise<void> {
    this.state = 'draining';
    this.#events.emit('draining');
    await this.#starting?.catch(() => undefined);
    const closed = this.#listeners.closeAll();
    await this.#reception.drain({ code: 'CHAT_DRAINING', text: errors.CHAT_DRAINING.text }, drainMs, closed);
    await closed;
    this.#reception.abandonAll();
    this.#resumption.endDetached();
    await this.plugins.unloadAll();
    await this.#parts.broker.close().catch((error: unknown) => this.#failed('broker', 'close', error));
    this.#problems.stop();
    this.state = 'stopped';
  }

  #failed(plugin: string, what: string, cause: unknown): void {
    this.#report(plugin, what, new ChatError('CHAT_PLUGIN_FAILED', undefined, { cause }));
  }

  #report(plugin: string, what: string, error: ChatError): void {
    this.#parts.logger.error({ plugin, what, error: error.cause ?? error }, `${plugin} failed in ${what}`);
    // A listener for failures that fails itself would go round for ever.
    if (what !== 'failed') this.#events.emit('failed', { plugin, what, error });
  }
}
