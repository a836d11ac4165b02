import {
  type Awaitable,
  type CloseReason,
  type Dialect,
  type DialectPort,
  type DialectSession,
  type Frame,
  type FrameFault,
  foreignProtocol,
  type JsonObject,
  limitsWith,
  type Outcome,
  Refusal,
  type Rendering,
  roomName,
  type SlashCommand,
  type TypedCommand,
  typedCommand,
} from '../../../core/index.js';
import { createEndedEncoder, createTextEncoder, formatAnswer, inOneBlock } from './encoder.js';

/** Settings of the plain-text dialect. */
export interface TextOptions {
  /** The first line sent to each client. Default `Welcome to Partyline.` */
  readonly greeting?: string;
  /** The room joined after login. Default `lobby`. */
  readonly room?: string;
  /**
   * Whether people see their own lines. Default: only those who ask for it with `?echo=1` in a WebSocket's address,
   * and peers that never send a newline, since those are programs that show only what arrives.
   */
  readonly echo?: boolean;
  /** Whether people are asked for a nick. Default: on wires without an address of their own (TCP), not over WebSocket. */
  readonly prompt?: boolean;
  /** How many lines of one message are shown; a last line says how many are left out. Default 50. */
  readonly lines?: number;
}

/**
 * Plain text, for people with `nc` or `telnet`, and for WebSocket clients that send bare text.
 * @throws ChatError `CHAT_NAME_INVALID` for a room that cannot be.
 */
export function text(options: TextOptions = {}): Dialect {
  const room = roomName(options.room ?? 'lobby', limitsWith());
  const rendering = createTextEncoder(room, options.lines ?? 50);
  const manners: TextContext = {
    greeting: options.greeting ?? 'Welcome to Partyline.',
    room,
    echo: options.echo ?? false,
    prompt: options.prompt,
    encoder: rendering,
    endedEncoder: createEndedEncoder(rendering),
  };
  return { name: 'text', open: (port) => new TextSession(port, manners) };
}

/** What the sessions of one plain-text dialect share. */
export interface TextContext {
  readonly greeting: string;
  readonly room: string;
  readonly echo: boolean;
  readonly prompt: boolean | undefined;
  /** Where frames have boundaries. */
  readonly encoder: Rendering;
  /** Where they have none, so that lines must end by themselves. */
  readonly endedEncoder: Rendering;
}

/** Old terminals of Windows send the code page of the country: GBK, CP1251, … */
const encodingAdvice =
  'That is not valid UTF-8. Your terminal must send UTF-8: on Windows, run chcp 65001 and connect again.';
const question = 'What is your nick?';

/** One person's conversation: a nick first, then lines and slash commands. */
export class TextSession implements DialectSession {
  readonly name = 'text';
  readonly #port: DialectPort;
  readonly #context: TextContext;
  readonly #echo: boolean;
  /** The room that lines go to. */
  #room: string | undefined;
  /** The nick that an empty line accepts. */
  #suggestion: string | undefined;

  constructor(port: DialectPort, manners: TextContext) {
    this.#port = port;
    this.#context = manners;
    this.#echo = manners.echo || asksForEcho(port.info.url);
  }

  get rendering(): Rendering {
    return this.#port.framing.delimited ? this.#context.encoder : this.#context.endedEncoder;
  }

  get echo(): boolean {
    return this.#echo || !this.#port.framing.delimited;
  }

  greet(): Awaitable<void> {
    this.#send(this.#context.greeting);
    const prompts = this.#context.prompt ?? this.#port.info.subprotocol === undefined;
    if (!prompts) return this.#enter(undefined);
    this.#send(question);
  }

  frame(frame: Frame): Awaitable<void> {
    if (typeof frame !== 'string') {
      this.#complain('Only text is understood here.');
      this.#port.fault();
      return;
    }
    const line = frame.trimEnd();
    if (this.#port.session.user === undefined) return this.#beforeLogin(line);
    if (line === '') return;
    const typed = typedCommand(line, (name) => name === 'help' || this.#port.slashes.has(name));
    return typeof typed === 'string' ? this.#say(typed) : this.#slash(typed, line);
  }

  rejected(fault: FrameFault): void {
    this.#complain(fault.code === 'CHAT_BAD_ENCODING' ? encodingAdvice : fault.text);
    this.#port.fault(fault.code);
  }

  farewell({ code, text }: CloseReason, reconnectMs: number | undefined): void {
    const later = reconnectMs === undefined ? '' : ` Come back in ${Math.ceil(reconnectMs / 1_000)} s.`;
    this.#send(code === 'bye' ? `-- ${inOneBlock(text)}` : `! ${inOneBlock(text)}${later}`);
  }

  closed(): void {}

  async #beforeLogin(line: string): Promise<void> {
    const foreign = foreignProtocol(line);
    if (foreign !== undefined) {
      this.#port.close({ code: 'CHAT_PROTOCOL', text: foreign });
    } else if (!this.#port.framing.delimited) {
      // A program that sends bare text does not answer questions: what it sent is its first message.
      await this.#enter(undefined);
      if (line !== '') await this.#say(line);
    } else if (line === '/quit' || line === '/help') {
      await this.#slash({ name: line.slice(1), rest: '' }, line);
    } else if (line === '' && this.#suggestion === undefined) {
      this.#send(question);
    } else {
      await this.#enter(line === '' ? this.#suggestion : line);
    }
  }

  /** Logs in and joins the start room. */
  async #enter(nick: string | undefined): Promise<void> {
    const welcome = await this.#port.run('hello', nick === undefined ? {} : { nick });
    if (welcome instanceof Refusal) {
      const suggestion = welcome.details?.suggestion;
      this.#suggestion = typeof suggestion === 'string' ? suggestion : undefined;
      this.#complain(welcome.text);
      this.#send(this.#suggestion === undefined ? question : `${question} Press Enter for ${this.#suggestion}.`);
      return;
    }
    const name = this.#port.session.user?.nick ?? '';
    this.#send(
      `-- You are ${name}. Type /help for help${nick === undefined ? ', /nick NAME to change your nick' : ''}.`,
    );
    await this.#command('join', { room: this.#context.room });
  }

  #say(line: string): Awaitable<void> {
    if (this.#room === undefined) return this.#complain('You are in no room. Try /join ROOM.');
    return this.#command('say', { room: this.#room, text: line });
  }

  #slash({ name: word, rest }: TypedCommand, line: string): Awaitable<void> {
    const name = word.toLowerCase();
    if (name === 'help') return this.#send(formatHelp(this.#port.slashes));
    const slash = this.#port.slashes.get(name);
    if (slash === undefined) return this.#unknown(name, rest, line);
    const fields = slash.fields(rest, this.#room);
    if (fields instanceof Refusal) return this.#complain(fields.text);
    return this.#command(slash.command, fields, slash.answer);
  }

  /** Gives back what was typed, so that it can be sent as a text. */
  #unknown(name: string, rest: string, line: string): void {
    this.#complain(`There is no command /${name}. Try /help.`);
    if (rest !== '' && !/\p{Cc}/u.test(line)) this.#send(`-- To say it, type: /${line}`);
  }

  async #command(
    command: string,
    fields: JsonObject,
    answer?: (result: JsonObject) => string | undefined,
  ): Promise<void> {
    const outcome: Outcome = await this.#port.run(command, fields, { inParts: true });
    if (outcome instanceof Refusal) return this.#complain(outcome.text);
    if (command === 'join' && typeof outcome.room === 'string') this.#room = outcome.room;
    if (command === 'leave') this.#room = this.#port.session.rooms.findLast((room) => !room.startsWith('@'));
    const reading = answer ?? this.#port.slashes.get(command)?.answer;
    const words = reading?.(outcome);
    if (words !== undefined) this.#send(`-- ${formatAnswer(words)}`);
  }

  #send(line: string): void {
    this.#port.send(this.#port.framing.delimited ? line : `${line}\n`);
  }

  #complain(text: string): void {
    this.#send(`! ${inOneBlock(text)}`);
  }
}

function asksForEcho(url: string | undefined): boolean {
  const query = url?.split('?')[1];
  return query !== undefined && new URLSearchParams(query).get('echo') === '1';
}

/** The answer to `/help`: every slash command there is, plugins' ones too. */
export function formatHelp(slashes: ReadonlyMap<string, SlashCommand>): string {
  const rows = [...slashes.values()]
    .map(({ name, usage, summary }) => ({ typed: `/${name} ${usage}`.trim(), summary }))
    .sort((a, b) => (a.typed < b.typed ? -1 : 1));
  const width = Math.max(...rows.map(({ typed }) => typed.length), 0);
  const lines = rows.map(({ typed, summary }) => `  ${typed.padEnd(width)}  ${summary}`);
  return [
    '-- What you can type:',
    ...lines,
    '  Anything else is said in the room. Begin with // to say a line with a slash.',
  ].join('\n');
}
