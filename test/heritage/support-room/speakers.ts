import type { NativePeer } from '../../support/peers.js';
import type { Kind, Line } from './line.js';
import type { Seat } from './seats.js';

/** How the clients of an old program write and read. */
interface Speaker {
  /** What they write at once. */
  readonly hello?: (name: string) => string;
  /** A message as they write it. */
  readonly writes: (name: string, text: string) => string;
  /** Whether a name is in it. */
  readonly named: boolean;
  /** A message as they read it. */
  readonly reads: (nick: string, text: string) => string;
  /** The server's own words as they read them. */
  readonly voice: (text: string) => string;
}

const colon = (nick: string, text: string): string => `${nick}: ${text}`;
const wide = (nick: string, text: string): string => `${nick}：${text}`;
const bare = (_: string, text: string): string => text;

/** All five. */
export const speakers: Readonly<Record<Kind, Speaker>> = {
  qserverchat: { writes: colon, named: true, reads: colon, voice: (text) => `System: ${text}` },
  qmlChat: { writes: bare, named: false, reads: colon, voice: (text) => text },
  tcpChatting: { writes: wide, named: true, reads: wide, voice: (text) => `[服务器]：${text}` },
  websocketFiles: { hello: () => '客户端已连接!', writes: bare, named: false, reads: colon, voice: (text) => text },
  serverchat: {
    hello: (name) => `${name}进入聊天`,
    writes: colon,
    named: true,
    reads: colon,
    voice: (text) => `服务器: ${text}`,
  },
};

/** All five, by name. */
export const allKinds = Object.keys(speakers) as readonly Kind[];

/** Those that write names. */
export const namedKinds = allKinds.filter((kind) => speakers[kind].named);

/** Somebody with an old program, in the lobby. */
export interface Member {
  readonly seat: Seat;
  /** What others call them. */
  readonly nick: string;
  /** Says something, as their program writes it. */
  says(text: string): void;
  /** Resolves once the server has said that to them. */
  isTold(text: string): Promise<void>;
  /** Resolves once they have read what somebody says. */
  reads(nick: string, text: string): Promise<void>;
}

/** Connects an old client under a name; it has said `hello` once. @param witness Is in the lobby, and hears it. */
export async function enter(line: Line, kind: Kind, name: string, witness: NativePeer): Promise<Member> {
  const speaker = speakers[kind];
  const seat = await line.connect(kind);
  const hello = speaker.hello?.(name);
  if (hello !== undefined) seat.send(hello);
  await witness.next('joined');
  seat.send(speaker.writes(name, 'hello'));
  const { from } = await witness.next('message');
  return {
    seat,
    nick: (from as { nick: string }).nick,
    says: (text) => seat.send(speaker.writes(name, text)),
    isTold: (text) => seat.until(speaker.voice(text)),
    reads: (nick, text) => seat.until(speaker.reads(nick, text)),
  };
}
