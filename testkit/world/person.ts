import type { OpenWire } from '../../client/index.js';
import type { Trace } from './trace.js';

/** Somebody who types plain text into a terminal. The world's dialect has to be one for people. */
export interface Person {
  /** What they introduce themselves as. */
  readonly nick: string;
  /** What stands on their screen. */
  readonly lines: readonly string[];
  /** Whether the connection is over, or could not be had. */
  readonly gone: boolean;
  /** Types a line. Lines typed before the connection is there wait for it. */
  type(line: string): void;
  /** Closes the terminal. */
  hangUp(): void;
}

/** Seats somebody at a terminal; they give their nick, then what is typed. Nobody reconnects for them. */
export function createPerson(nick: string, open: OpenWire, trace: Trace): Person {
  const lines: string[] = [];
  const waiting = [nick];
  let connected = false;
  let gone = false;

  const wire = open({
    opened() {
      connected = true;
      for (const line of waiting.splice(0)) wire.send(line);
    },
    frame(text) {
      for (const line of String(text).split(/\r?\n/)) {
        lines.push(line);
        trace.add(`${nick} ← ${line}`);
      }
    },
    closed() {
      gone = true;
      trace.add(`${nick} is gone`);
    },
  });

  return {
    nick,
    lines,
    get gone() {
      return gone;
    },
    type(line) {
      trace.add(`${nick} → ${line}`);
      if (connected) wire.send(line);
      else waiting.push(line);
    },
    hangUp() {
      wire.close();
    },
  };
}
