import type { Rendering } from '../ports/dialect.js';
import type { CloseReason, ConnectionInfo, Frame } from '../ports/transport.js';
import type { ServerEvent } from '../protocol/events.js';
import type { Batch } from '../room/broadcast.js';
import type { Member, Receiver } from '../room/member.js';
import type { Room } from '../room/room.js';
import type { Session, SessionKey, User } from './session.js';

/** What carries a session's frames to its peer. */
export interface Carrier {
  readonly rendering: Rendering;
  readonly echo: boolean;
  readonly dialect: string;
  deliver(part: Frame | Batch): void;
  close(reason: CloseReason): void;
}

/** A session, as the core keeps it. */
export class LiveSession implements Session, Receiver {
  readonly id: string;
  readonly info: ConnectionInfo;
  user: User | undefined;
  /** The room and the place in it, by the room's name. */
  readonly places = new Map<string, { readonly room: Room; readonly member: Member }>();
  /** Set when it has ended; nothing is added to it any more. */
  ended = false;
  #carrier: Carrier | undefined;
  /** What was sent between the login and the reply to it, which comes first. */
  #held: ServerEvent[] | undefined = [];
  #values: Map<SessionKey<unknown>, unknown> | undefined;

  constructor(id: string, info: ConnectionInfo) {
    this.id = id;
    this.info = info;
  }

  attach(carrier: Carrier | undefined): void {
    this.#carrier = carrier;
  }

  get wire(): string {
    return `${this.info.transport}/${this.#carrier?.dialect ?? 'none'}`;
  }

  get rooms(): readonly string[] {
    return [...this.places.keys()];
  }

  get rendering(): Rendering {
    return this.#carrier?.rendering ?? nothing;
  }

  get echo(): boolean {
    return this.#carrier?.echo ?? false;
  }

  get<T>(key: SessionKey<T>): T {
    this.#values ??= new Map();
    if (!this.#values.has(key)) this.#values.set(key, key.initial());
    return this.#values.get(key) as T;
  }

  set<T>(key: SessionKey<T>, value: T): void {
    this.#values ??= new Map();
    this.#values.set(key, value);
  }

  /** The peer has been told of its login: from now on it can be sent events. */
  welcomed(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const event of held) this.send(event);
  }

  send(event: ServerEvent): void {
    if (this.user === undefined || this.ended) return;
    if (this.#held !== undefined) {
      this.#held.push(event);
      return;
    }
    const frame = this.rendering.render(event);
    if (frame !== undefined) this.sendFrame(frame);
  }

  /** Sends a frame after everything that has happened before in the session's rooms. */
  sendFrame(frame: Frame): void {
    for (const { room, member } of this.places.values()) room.catchUp(member);
    this.#carrier?.deliver(frame);
  }

  deliver(part: Frame | Batch): void {
    this.#carrier?.deliver(part);
  }

  close(reason: CloseReason): void {
    this.#carrier?.close(reason);
  }
}

const nothing: Rendering = { name: 'none', render: () => undefined };
