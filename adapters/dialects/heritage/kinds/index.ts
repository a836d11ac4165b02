import type { HeritageProtocol } from '../manners.js';
import { qmlChat } from './qml-chat.js';
import { qserverchat } from './qserverchat.js';
import { serverchat } from './serverchat.js';
import { tcpChatting } from './tcp-chatting.js';
import { websocketFiles } from './websocket-files.js';

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
