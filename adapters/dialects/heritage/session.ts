import {
  type Awaitable,
  type Cancel,
  type CloseReason,
  type DialectPort,
  type DialectSession,
  type Frame,
  type FrameFault,
  foreignProtocol,
  hasInvisible,
  Refusal,
  type Rendering,
} from '../../../core/index.js';
import { parseAnswer } from './files/frames.js';
import { createFileQueue, type FileOffer, type FileQueue } from './files/queue.js';
import { plainText, shortenNick, toNick } from './naming.js';
import type { HeritageProtocol, HeritageSettings, ParsedMessage } from './protocol.js';

/** What the sessions of one dialect share. */
export interface HeritageContext {
  readonly protocol: HeritageProtocol;
  readonly settings: HeritageSettings;
  readonly encoder: Rendering;
  /** The room of all clients. */
  readonly room: string;
  /** For how long a client that introduces itself may be silent before it is let in as a guest, in milliseconds. */
  readonly guestAfterMs: number;
  /** Whether a client of the same program has a nick. */
  isShared(nick: string): boolean;
  /** Called when the connection has closed. */
  gone(session: HeritageSession): void;
}

const encodingAdvice =
  'That is not valid UTF-8. Your program must send UTF-8: on Windows, run chcp 65001 before it starts.';

/** An old program's conversation: there is no login, its user is called what it writes in front of what they say. */
export class HeritageSession implements DialectSession {
  readonly name: string;
  readonly rendering: Rendering;
  readonly port: DialectPort;
  readonly #context: HeritageContext;
  readonly #files: FileQueue | undefined;
  /** The name that it writes. */
  #clientName: string | undefined;
  /** Whether that name was allowed, so that others may be shown what it writes as it is. */
  #isNameAllowed = true;
  /** A name that it has written over TCP, without words behind it yet. */
  #nameFragment = '';
  /** Whether nothing has been read yet. */
  #isFirstFrame = true;
  #guestTimer: Cancel | undefined;
  #entering: Awaitable<void> = undefined;

  constructor(port: DialectPort, parts: HeritageContext) {
    const { protocol: manners, encoder: rendering } = parts;
    this.port = port;
    this.#context = parts;
    this.name = manners.name;
    this.rendering = rendering;
    if (!manners.files) return;
    this.#files = createFileQueue({
      run: (command, fields) => port.run(command, fields),
      clock: port.clock,
      skipped: (file, text) => this.#sendNotice(`${file}: ${text}`),
    });
  }

  get echo(): boolean {
    return this.#context.settings.echo && this.#context.protocol.relaysOriginal;
  }

  greet(): Awaitable<void> {
    const { protocol: manners, settings: choices, guestAfterMs: silenceMs } = this.#context;
    if (choices.greeting !== '') this.port.send(choices.greeting);
    if (!manners.announcesName) return this.#startAsGuest();
    this.#guestTimer = this.port.clock.after(silenceMs, () => {
      this.#entering = this.#startAsGuest();
    });
  }

  async frame(frame: Frame): Promise<void> {
    this.#guestTimer?.();
    await this.#entering;
    if (typeof frame === 'string') {
      const foreign = this.#isFirstFrame ? foreignProtocol(frame) : undefined;
      if (foreign !== undefined) return this.port.close({ code: 'CHAT_PROTOCOL', text: foreign });
      this.#isFirstFrame = false;
      for (const utterance of this.#context.protocol.read(frame, this.#clientName)) await this.#handle(utterance);
      return;
    }
    // Other bytes mean nothing to these programs' servers.
    const answer = parseAnswer(frame);
    if (answer !== undefined) this.#files?.answered(answer);
  }

  /** Gives a file, if these clients take any. */
  offer(file: FileOffer): void {
    this.#files?.offer(file);
  }

  rejected(fault: FrameFault): void {
    this.#sendNotice(fault.code === 'CHAT_BAD_ENCODING' ? encodingAdvice : fault.text);
    this.port.fault(fault.code);
  }

  farewell({ text }: CloseReason): void {
    this.#guestTimer?.();
    this.#sendNotice(text);
  }

  closed(): void {
    this.#guestTimer?.();
    this.#files?.close();
    this.#context.gone(this);
  }

  #handle(utterance: ParsedMessage): Awaitable<void> {
    const actions: Readonly<Record<ParsedMessage['action'], () => Awaitable<void>>> = {
      join: () => this.#handleJoin(utterance),
      say: () => this.#handleMessage(utterance),
      leave: () => this.#handleLeave(utterance),
    };
    return actions[utterance.action]();
  }

  async #handleJoin({ name, original: written }: ParsedMessage): Promise<void> {
    await this.#setName(name);
    const { formatJoined: came } = this.#context.protocol;
    if (await this.#join(came && written)) this.#echo(written, came);
  }

  async #handleMessage({ name, text = '', original: written }: ParsedMessage): Promise<void> {
    await this.#setName(name);
    const { room, protocol: manners, settings: choices } = this.#context;
    const returns = choices.echo && !manners.relaysOriginal;
    const words = plainText(text);
    if (words.trim() === '') {
      // Without framing, a pause may separate the name from its text.
      if (name !== undefined && !this.port.framing.delimited) this.#nameFragment = written;
      if (returns) this.port.send(written);
      return;
    }
    if (!(await this.#join(undefined))) return;
    const all = name === undefined ? this.#nameFragment + written : written;
    this.#nameFragment = '';
    const outcome = await this.port.run(
      'say',
      { room, text: words },
      { verbatim: this.#isNameAllowed && manners.relaysOriginal ? all : undefined, inParts: true },
    );
    if (outcome instanceof Refusal) this.#sendNotice(outcome.text);
    else if (returns) this.port.send(written);
  }

  async #handleLeave({ name, original: written }: ParsedMessage): Promise<void> {
    const { room, protocol: manners } = this.#context;
    if (!this.port.session.rooms.includes(room)) return;
    const went = name === undefined ? undefined : manners.formatLeft;
    await this.port.run('leave', { room }, { verbatim: this.#isNameAllowed ? went && written : undefined });
    this.#echo(written, went);
  }

  /** Sends a client its own join or leave, as its own server did; the room does not send these to the user itself. */
  #echo(written: string, usual: ((nick: string) => string) | undefined): void {
    if (usual === undefined || !this.echo) return;
    this.port.send(this.#isNameAllowed ? written : usual(this.port.session.user?.nick ?? ''));
  }

  /** A guest, until it writes a name. */
  async #startAsGuest(): Promise<void> {
    await this.#setName(undefined);
    await this.#join(undefined);
  }

  /** Calls the user what it writes: as near to that as is allowed and free. */
  async #setName(name: string | undefined): Promise<void> {
    const { session } = this.port;
    if (session.user === undefined) {
      this.#clientName = name;
      this.#isNameAllowed = await this.#requestNick('hello', name);
      if (session.user === undefined) await this.#requestNick('hello', undefined);
    } else if (
      name !== undefined &&
      name !== this.#clientName &&
      (this.#clientName === undefined || this.#context.protocol.renames)
    ) {
      this.#clientName = name;
      this.#isNameAllowed = await this.#requestNick('nick', name);
    }
  }

  /**
   * Logs in or renames: with the name itself, a shortened one, or one with a number if it is taken. Returns whether clients of the
   * same program may see the name as written: not if it was not checked or belongs to a user of another program.
   */
  async #requestNick(command: 'hello' | 'nick', name: string | undefined): Promise<boolean> {
    let nick = name === undefined ? '' : toNick(name);
    let isTheirs = true;
    if (nick === '' && command === 'nick') return false;
    // Once for the length, once for a nick that is taken, and the free one may just have been taken, too.
    for (let tries = 0; tries < 4; tries++) {
      const outcome = await this.port.run(command, nick === '' ? {} : { nick });
      if (!(outcome instanceof Refusal))
        return (
          isTheirs && (nick === '' ? name === undefined : isVisibleName(name) && this.port.session.user?.nick === nick)
        );
      const other = nextNick(nick, outcome);
      if (other === undefined) {
        this.#sendNotice(outcome.text);
        return false;
      }
      isTheirs &&= tries > 0 || (typeof outcome.details?.suggestion === 'string' && this.#context.isShared(nick));
      nick = other;
    }
    return false;
  }

  /** Says whether it is in the room. */
  async #join(written: string | undefined): Promise<boolean> {
    const { room } = this.#context;
    const { session } = this.port;
    if (session.user === undefined) return false;
    if (session.rooms.includes(room)) return true;
    // Their own servers sent no history.
    const outcome = await this.port.run(
      'join',
      { room, last: 0 },
      { verbatim: this.#isNameAllowed ? written : undefined },
    );
    if (outcome instanceof Refusal) this.#sendNotice(outcome.text);
    return session.rooms.includes(room);
  }

  /** Sends a text of the server. */
  #sendNotice(text: string): void {
    const { protocol: manners, settings: choices } = this.#context;
    this.port.send(choices.serverPrefix + (manners.escape?.(text) ?? text));
  }
}

/** Returns whether a name has no invisible characters, which could make it look like another user's. */
function isVisibleName(name = ''): boolean {
  return !hasInvisible(name.replaceAll(/\s/gu, ''));
}

/** Returns another nick to try; `undefined` if the nick was refused for other reasons than its length or being taken. */
function nextNick(nick: string, { details }: Refusal): string | undefined {
  const { suggestion, characters, bytes } = details ?? {};
  if (typeof suggestion === 'string') return suggestion;
  if (typeof characters !== 'number' || typeof bytes !== 'number') return undefined;
  const short = shortenNick(nick, characters, bytes);
  return short === nick || short === '' ? undefined : short;
}
