import type { ConnectionFacts, HeritageProtocol, ParsedMessage } from './protocol.js';

/** Longest name before a colon; a longer prefix is part of the text. */
const NAME_CHARACTERS = 64;

/** One message, with a name in front of it if there is one. */
export function parseNamed(frame: string, colon: string): ParsedMessage {
  const name = parseName(frame, colon);
  if (name === undefined) return { action: 'say', text: frame, original: frame };
  return { action: 'say', name, text: frame.slice(name.length + colon.length), original: frame };
}

/**
 * What one client has said, whose name is in front of each message. Where nothing is between messages, several may have come
 * as one: a new one begins where the name stands again. What has no name in front goes on with what came before.
 */
export function parseMessages(frame: string, known: string | undefined, colon: string): readonly ParsedMessage[] {
  const name = known ?? parseName(frame, colon);
  if (frame === '') return [];
  if (name === undefined) return [{ action: 'say', text: frame, original: frame }];
  const mark = name + colon;
  const found: ParsedMessage[] = [];
  let from = 0;
  while (from < frame.length) {
    const begins = frame.startsWith(mark, from);
    const next = frame.indexOf(mark, from + (begins ? mark.length : 0));
    const written = frame.slice(from, next < 0 ? undefined : next);
    found.push(
      begins
        ? { action: 'say', name, text: written.slice(mark.length), original: written }
        : { action: 'say', text: written, original: written },
    );
    from += written.length;
  }
  return found;
}

/** The name in front of a frame, if there is one. */
export function parseName(frame: string, colon: string): string | undefined {
  const end = frame.indexOf(colon);
  if (end < 1 || end > NAME_CHARACTERS) return undefined;
  const name = frame.slice(0, end);
  return /[\n\r]/.test(name) || name.trim() === '' ? undefined : name;
}

/** Returns whether a client has sent no line break, as programs without framing do. */
export function isUnframed({ info, framing }: ConnectionFacts): boolean {
  return info.subprotocol === undefined && !framing.delimited;
}

const COLON = ': ';

/** QServerChat: a web page over WebSocket. Every frame is `nick: text`; what it has sent it has shown already. */
export const qserverchat: HeritageProtocol = {
  name: 'qserverchat',
  defaults: { greeting: '', echo: false, serverPrefix: 'System: ' },
  announcesName: false,
  renames: true,
  relaysOriginal: true,
  files: false,
  read: (frame) => [parseNamed(frame, COLON)],
  // The page is opened from a file.
  detects: ({ info }) => info.origin === 'null',
  // The page puts what comes into its HTML.
  escape: (text) => text.replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`),
  formatMessage: (nick, text) => `${nick}${COLON}${text}`,
};

/** The QML chat over WebSocket: no names, and every message is echoed to its sender. */
export const qmlChat: HeritageProtocol = {
  name: 'qml-chat',
  defaults: { greeting: 'Welcome to Awesome Chat', echo: true, serverPrefix: '' },
  announcesName: false,
  renames: false,
  relaysOriginal: false,
  files: false,
  read: (frame) => [{ action: 'say', text: frame, original: frame }],
  formatMessage: (nick, text) => `${nick}: ${text}`,
};

const WIDE_COLON = '：';
const LEAVING = '@断开连接@';

/** TCP_chatting: bare `name：text` over TCP, to all clients including the sender. `@断开连接@` at the end means leaving. */
export const tcpChatting: HeritageProtocol = {
  name: 'tcp-chatting',
  defaults: { greeting: '服务器连接成功！', echo: true, serverPrefix: '[服务器]：' },
  announcesName: false,
  renames: false,
  relaysOriginal: true,
  files: false,
  read(frame, name) {
    if (!frame.endsWith(LEAVING)) return parseMessages(frame, name, WIDE_COLON);
    const before = parseMessages(frame.slice(0, -LEAVING.length), name, WIDE_COLON);
    return [...before, { action: 'leave', original: LEAVING }];
  },
  detects: (door, first) => isUnframed(door) && first !== undefined && parseName(first, WIDE_COLON) !== undefined,
  // Its window takes for rich text what has a tag in it; what has none it shows as it is, entities too.
  escape: (text) => text.replaceAll(/<(?=[A-Za-z!/?])/g, '<\u200b'),
  formatMessage: (nick, text) => `${nick}${WIDE_COLON}${text}`,
};

const HELLO = '客户端已连接!';

/** The Qt 6 client over WebSocket that takes files. Its first frame says that it is there. */
export const websocketFiles: HeritageProtocol = {
  name: 'websocket-files',
  defaults: { greeting: '', echo: false, serverPrefix: '' },
  announcesName: true,
  renames: false,
  relaysOriginal: false,
  files: true,
  read: (frame) => [
    frame === HELLO ? { action: 'join', original: frame } : { action: 'say', text: frame, original: frame },
  ],
  detects: ({ info }, first) => info.subprotocol === '' && first === HELLO,
  formatMessage: (nick, text) => `${nick}: ${text}`,
};

const JOINED = '进入聊天';
const LEFT = '离开聊天';

/** ServerChat: bare text over TCP, to all clients: `name进入聊天` at first, `name: text`, and `name离开聊天` at the end. */
export const serverchat: HeritageProtocol = {
  name: 'serverchat',
  defaults: { greeting: '', echo: true, serverPrefix: '服务器: ' },
  announcesName: true,
  renames: false,
  relaysOriginal: true,
  files: false,
  read(frame, known) {
    const coming = parseJoin(frame, known);
    const name = coming?.name ?? known;
    const rest = frame.slice(coming?.original.length ?? 0);
    const going = name !== undefined && rest.endsWith(name + LEFT);
    const middle = going ? rest.slice(0, -(name + LEFT).length) : rest;
    return [
      ...(coming === undefined ? [] : [coming]),
      ...(middle === '' ? [] : parseMessages(middle, name, COLON)),
      ...(going ? [{ action: 'leave', name, original: name + LEFT } as const] : []),
    ];
  },
  detects: (door, first) => isUnframed(door) && first !== undefined && parseJoin(first, undefined) !== undefined,
  formatMessage: (nick, text) => `${nick}${COLON}${text}`,
  formatJoined: (nick) => nick + JOINED,
  formatLeft: (nick) => nick + LEFT,
};

/** Parses a join at the beginning of a frame; more messages may follow without a separator. */
function parseJoin(frame: string, known: string | undefined): (ParsedMessage & { readonly name: string }) | undefined {
  const end = frame.indexOf(JOINED);
  const name = frame.slice(0, end);
  if (end < 1 || name.includes(COLON) || name.includes('\n') || (known !== undefined && known !== name))
    return undefined;
  const rest = frame.slice(end + JOINED.length);
  if (rest !== '' && !rest.startsWith(name + COLON) && rest !== name + LEFT) return undefined;
  return { action: 'join', name, original: name + JOINED };
}

/** An ancestor, and where its server listened. */
export interface Kind {
  /** How its clients speak. */
  readonly protocol: HeritageProtocol;
  /** Over which wire. */
  readonly wire: 'tcp' | 'websocket';
  /** The usual port. */
  readonly port: number;
}

/** The five programs that this chat descends from. */
export interface Kinds {
  /** QServerChat: a page over WebSocket. */
  readonly qserverchat: Kind;
  /** The QML chat over WebSocket. */
  readonly qmlChat: Kind;
  /** TCP_chatting. */
  readonly tcpChatting: Kind;
  /** The program over WebSocket that takes files. */
  readonly websocketFiles: Kind;
  /** ServerChat, over TCP. */
  readonly serverchat: Kind;
}

/** How an ancestor is called in code. */
export type KindName = keyof Kinds;

/** All of them. */
export const kinds: Kinds = {
  qserverchat: { protocol: qserverchat, wire: 'websocket', port: 55_555 },
  qmlChat: { protocol: qmlChat, wire: 'websocket', port: 3_000 },
  tcpChatting: { protocol: tcpChatting, wire: 'tcp', port: 9_999 },
  websocketFiles: { protocol: websocketFiles, wire: 'websocket', port: 8_080 },
  serverchat: { protocol: serverchat, wire: 'tcp', port: 8_888 },
};

/** Their names, in order. */
export const kindNames = Object.keys(kinds) as readonly KindName[];
