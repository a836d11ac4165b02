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
import { answerIn, type FileOffer, type FileQueue, fileQueue } from './files/index.js';
import type { Choices, Manners, Utterance } from './manners.js';
import { nickFrom, plainText, shortened } from './naming.js';

/** What the sessions of one dialect share. */
export interface HeritageParts {
  readonly manners: Manners;
  readonly choices: Choices;
  readonly rendering: Rendering;
  /** The room that everybody is in. */
  readonly room: string;
  /** For how long a client that introduces itself may be silent before it is let in as a guest, in milliseconds. */
  readonly silenceMs: number;
  /** Whether a client of the same program has a nick. */
  isShared(nick: string): boolean;
  /** Told when the connection is gone. */
  gone(session: HeritageSession): void;
}

const encodingAdvice =
  'That is not valid UTF-8. Your program must send UTF-8: on Windows, run chcp 65001 before it starts.';

/** An old program's conversation: there is no login, its user is called what it writes in front of what they say. */
export class HeritageSession implements DialectSession {
  readonly name: string;
  readonly rendering: Rendering;
  readonly port: DialectPort;
  readonly #parts: HeritageParts;
  readonly #files: FileQueue | undefined;
  /** The name that it writes. */
  #written: string | undefined;
  /** Whether that name was allowed, so that others may be shown what it writes as it is. */
  #faithful = true;
  /** A name that it has written over TCP, without words behind it yet. */
  #begun = '';
  /** Whether nothing has been read yet. */
  #isFresh = true;
  #silence: Cancel | undefined;
  #entering: Awaitable<void> = undefined;

  constructor(port: DialectPort, parts: HeritageParts) {
    const { manners, rendering } = parts;
    this.port = port;
    this.#parts = parts;
    this.name = manners.name;
    this.rendering = rendering;
    if (!manners.files) return;
    this.#files = fileQueue({
      run: (command, fields) => port.run(command, fields),
      clock: port.clock,
      skipped: (file, text) => this.#tell(`${file}: ${text}`),
    });
  }

  get echo(): boolean {
    return this.#parts.choices.echo && this.#parts.manners.relays;
  }

  greet(): Awaitable<void> {
    const { manners, choices, silenceMs } = this.#parts;
    if (choices.greeting !== '') this.port.send(choices.greeting);
    if (!manners.introduces) return this.#enter();
    this.#silence = this.port.clock.after(silenceMs, () => {
      this.#entering = this.#enter();
    });
  }

  async frame(frame: Frame): Promise<void> {
    this.#silence?.();
    await this.#entering;
    if (typeof frame === 'string') {
      const foreign = this.#isFresh ? foreignProtocol(frame) : undefined;
      if (foreign !== undefined) return this.port.close({ code: 'CHAT_PROTOCOL', text: foreign });
      this.#isFresh = false;
      for (const utterance of this.#parts.manners.read(frame, this.#written)) await this.#heard(utterance);
      return;
    }
    // Other bytes mean nothing to these programs' servers.
    const answer = answerIn(frame);
    if (answer !== undefined) this.#files?.answered(answer);
  }

  /** Gives a file, if these clients take any. */
  offer(file: FileOffer): void {
    this.#files?.offer(file);
  }

  rejected(fault: FrameFault): void {
    this.#tell(fault.code === 'CHAT_BAD_ENCODING' ? encodingAdvice : fault.text);
    this.port.fault(fault.code);
  }

  farewell({ text }: CloseReason): void {
    this.#silence?.();
    this.#tell(text);
  }

  closed(): void {
    this.#silence?.();
    this.#files?.close();
    this.#parts.gone(this);
  }

  #heard(utterance: Utterance): Awaitable<void> {
    const actions: Readonly<Record<Utterance['does'], () => Awaitable<void>>> = {
      come: () => this.#come(utterance),
      say: () => this.#say(utterance),
      go: () => this.#go(utterance),
    };
    return actions[utterance.does]();
  }

  async #come({ name, written }: Utterance): Promise<void> {
    await this.#introduce(name);
    const { came } = this.#parts.manners;
    if (await this.#join(came && written)) this.#echo(written, came);
  }

  async #say({ name, text = '', written }: Utterance): Promise<void> {
    await this.#introduce(name);
    const { room, manners, choices } = this.#parts;
    const returns = choices.echo && !manners.relays;
    const words = plainText(text);
    if (words.trim() === '') {
      // Where silence alone ends a message, one may fall behind the name.
      if (name !== undefined && !this.port.framing.delimited) this.#begun = written;
      if (returns) this.port.send(written);
      return;
    }
    if (!(await this.#join(undefined))) return;
    const all = name === undefined ? this.#begun + written : written;
    this.#begun = '';
    const outcome = await this.port.run(
      'say',
      { room, text: words },
      { verbatim: this.#faithful && manners.relays ? all : undefined, inParts: true },
    );
    if (outcome instanceof Refusal) this.#tell(outcome.text);
    else if (returns) this.port.send(written);
  }

  async #go({ name, written }: Utterance): Promise<void> {
    const { room, manners } = this.#parts;
    if (!this.port.session.rooms.includes(room)) return;
    const went = name === undefined ? undefined : manners.went;
    await this.port.run('leave', { room }, { verbatim: this.#faithful ? went && written : undefined });
    this.#echo(written, went);
  }

  /** What somebody has done themselves is not told to them by the room, as these programs' servers did. */
  #echo(written: string, usual: ((nick: string) => string) | undefined): void {
    if (usual === undefined || !this.echo) return;
    this.port.send(this.#faithful ? written : usual(this.port.session.user?.nick ?? ''));
  }

  /** A guest, until it writes a name. */
  async #enter(): Promise<void> {
    await this.#introduce(undefined);
    await this.#join(undefined);
  }

  /** Calls the user what it writes: as near to that as is allowed and free. */
  async #introduce(name: string | undefined): Promise<void> {
    const { session } = this.port;
    if (session.user === undefined) {
      this.#written = name;
      this.#faithful = await this.#called('hello', name);
      if (session.user === undefined) await this.#called('hello', undefined);
    } else if (
      name !== undefined &&
      name !== this.#written &&
      (this.#written === undefined || this.#parts.manners.renames)
    ) {
      this.#written = name;
      this.#faithful = await this.#called('nick', name);
    }
  }

  /**
   * Logs in or renames: to the name itself, a shorter one, or one with a number where somebody else has it. Says whether the name
   * as it was written may be shown to clients of the same program: not what nobody has looked at, nor another's, but one of theirs.
   */
  async #called(command: 'hello' | 'nick', name: string | undefined): Promise<boolean> {
    let nick = name === undefined ? '' : nickFrom(name);
    let isTheirs = true;
    if (nick === '' && command === 'nick') return false;
    // Once for the length, once for a nick that is taken, and the free one may just have been taken, too.
    for (let tries = 0; tries < 4; tries++) {
      const outcome = await this.port.run(command, nick === '' ? {} : { nick });
      if (!(outcome instanceof Refusal))
        return isTheirs && (nick === '' ? name === undefined : isSeen(name) && this.port.session.user?.nick === nick);
      const other = wayOut(nick, outcome);
      if (other === undefined) {
        this.#tell(outcome.text);
        return false;
      }
      isTheirs &&= tries > 0 || (typeof outcome.details?.suggestion === 'string' && this.#parts.isShared(nick));
      nick = other;
    }
    return false;
  }

  /** Says whether it is in the room. */
  async #join(written: string | undefined): Promise<boolean> {
    const { room } = this.#parts;
    const { session } = this.port;
    if (session.user === undefined) return false;
    if (session.rooms.includes(room)) return true;
    // Their own servers told nobody what was said before.
    const outcome = await this.port.run('join', { room, last: 0 }, { verbatim: this.#faithful ? written : undefined });
    if (outcome instanceof Refusal) this.#tell(outcome.text);
    return session.rooms.includes(room);
  }

  /** The server's own words. */
  #tell(text: string): void {
    const { manners, choices } = this.#parts;
    this.port.send(choices.voice + (manners.harmless?.(text) ?? text));
  }
}

/** Whether all of a written name is seen; others could be shown a name that looks like somebody else's. */
function isSeen(name = ''): boolean {
  return !hasInvisible(name.replaceAll(/\s/gu, ''));
}

/** Another nick to try; `undefined`: it is not the nick's length, nor that somebody has it. */
function wayOut(nick: string, { details }: Refusal): string | undefined {
  const { suggestion, characters, bytes } = details ?? {};
  if (typeof suggestion === 'string') return suggestion;
  if (typeof characters !== 'number' || typeof bytes !== 'number') return undefined;
  const short = shortened(nick, characters, bytes);
  return short === nick || short === '' ? undefined : short;
}
