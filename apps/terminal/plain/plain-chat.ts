import { createInterface } from 'node:readline';
import type { Client, StateReason } from '../../../client/index.js';
import type { ChatOptions } from '../chat-options.js';
import { submit } from '../commands/submit.js';
import { type OpenDesk, openDesk } from '../desk.js';
import { onSignals } from '../signals.js';
import type { Line } from '../state/line.js';
import type { Room } from '../state/room.js';
import type { StateEvents } from '../state/state.js';
import { enterRooms } from '../talk/enter-rooms.js';
import { cleanLine, plainInput } from '../text/clean.js';
import { absence } from './absence.js';
import { caughtUpText, changeText, lineText } from './line-text.js';

/** Lines in, lines out. @returns whether all went well */
export async function plainChat(client: Client, { address, rooms, nick }: ChatOptions): Promise<boolean> {
  const { stdin, stdout, stderr } = process;
  const desk: OpenDesk = openDesk(
    client,
    printing(() => desk),
    { reads: false, patient: true },
  );
  const complain = (text: string): boolean => stderr.write(`${text}\n`);
  const reader = createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY });
  // From the first moment: a pipe may be at its end before there is a connection.
  const lines = reader[Symbol.asyncIterator]();
  let isFine = true;
  let wasOnline = false;

  function fail(text: string): void {
    isFine = false;
    complain(`partyline: ${text}`);
    desk.quit();
  }

  client.on('state', (state, reason) => {
    const why = cleanLine(reason?.text ?? '');
    if (state === 'stopped' && reason !== undefined) fail(`${why} (${cleanLine(reason.code)})`);
    if (state !== 'waiting') return;
    if (wasOnline) complain('-- The connection is lost; trying again.');
    else fail(`cannot connect to ${address.url}${whyNot(reason, why)}`);
  });
  client.on('welcome', () => {
    const called = cleanLine(client.user?.nick ?? '');
    if (!wasOnline) complain(`-- You are ${called} at ${address.url}`);
    if (!wasOnline && nick !== undefined && nick !== called) complain(`-- ${cleanLine(nick)} is taken.`);
    wasOnline = true;
  });
  client.on('caughtUp', (_room, { messages }) => complain(caughtUpText(messages)));

  const deaf = onSignals(() => desk.quit());
  stdout.on('error', () => desk.quit());
  void desk.over.then(() => reader.close());
  client.connect();
  const entering = enterRooms(desk.talk, rooms);
  const entered = await Promise.race([entering, desk.over.then(() => 0)]);
  if (entered < rooms.length) isFine = false;
  // On a terminal somebody looks on; a pipe's end would be waited for in vain.
  const away = stdin.isTTY ? new Promise<never>(() => {}) : absence(client);
  if (entered > 0 || rooms.length === 0) {
    const allKept = await Promise.race([readAll(desk, lines), away, desk.over]);
    // Whoever types sees what was refused, and types again.
    isFine &&= allKept || stdin.isTTY;
  }
  desk.quit();
  const ended = await desk.over;
  deaf();
  stdin.pause();
  return isFine && ended;
}

/** Reads to the end and does it all, one line after the other. @returns whether all of it was done */
async function readAll(desk: OpenDesk, lines: AsyncIterable<string>): Promise<boolean> {
  const { client } = desk.talk;
  let isFine = true;
  for await (const line of lines) {
    if (client.state === 'stopped') return false;
    isFine = (await submit(desk, plainInput(line))) && isFine;
  }
  return isFine;
}

/** Prints what happens: what the others say and what was asked for on standard output, refusals on standard error. */
function printing(desk: () => OpenDesk): StateEvents {
  const several = (): boolean => desk().talk.state.rooms.all.filter(({ kind }) => kind === 'room').length > 1;
  const isMine = (line: Line): boolean => line.type === 'said' && line.mine;
  const print = (line: Line, text: string): void => {
    const out = line.type === 'note' && line.tone === 'bad' ? process.stderr : process.stdout;
    out.write(`${text}\n`);
  };
  return {
    changed() {},
    added(room: Room, line) {
      if (!isMine(line) && line.type !== 'transfer') print(line, lineText(line, room, several()));
    },
    replaced(room, line, before) {
      const text = changeText(line, before, room, several());
      if (text !== undefined) print(line, text);
    },
  };
}

/** What the platform tells says more than that there is no connection. */
function whyNot(reason: StateReason | undefined, why: string): string {
  if (reason?.code !== 'CLIENT_CONNECTION_LOST') return `: ${why}`;
  const { cause } = reason.details;
  return typeof cause === 'string' ? `: ${cleanLine(cause)}` : '.';
}
