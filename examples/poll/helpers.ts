// What the tests of this folder share.
import type { Plugin, ServerEvent } from 'partyline';
import { auto } from 'partyline/dialects/auto';
import { text } from 'partyline/dialects/text';
import { createWorld, type World, type WorldClient, type WorldOptions } from 'partyline/testkit';
import { poll } from './poll.js';
import type { PollEvent, Standing } from './types.js';

/** A world with polls, in which people sit at terminals too. */
export function pollWorld(options: WorldOptions = {}): World {
  return createWorld({ seed: 7, plugins: [poll()], dialect: auto({ text: text() }), ...options });
}

/** Has a client that has arrived send a command, and lets time go on until it is answered: its result, or why not. */
export async function ask(
  world: World,
  { client }: WorldClient,
  command: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  await world.settle();
  const answer = client.request(command, fields).catch((error: { readonly code: string }) => error.code);
  await world.settle();
  return answer;
}

/** The fields of the poll that the tests ask about. */
export const tea = { room: 'lobby', question: 'Tea or coffee?', options: ['tea', 'coffee'], ms: 300_000 };

/** How the votes of an open poll or a result are, in the order of the options. */
export const votes = (standing: unknown): readonly number[] => (standing as Standing).options.map(({ votes }) => votes);

/** The standing beside every message of polls that a client was told. */
export const told = (client: WorldClient): readonly Standing[] =>
  client.messages('lobby').flatMap(({ kind, data }) => (kind === 'poll' ? [data as Standing] : []));

/** The results that a client was told. */
export const results = (client: WorldClient): readonly Standing[] => told(client).filter(({ open }) => !open);

/** Collects the events `poll` that a client is shown from now on. */
export function shown({ client }: WorldClient): readonly PollEvent[] {
  const events: PollEvent[] = [];
  client.on('event', (event: ServerEvent) => {
    if (event.type === 'poll') events.push(event);
  });
  return events;
}

/** Logs everybody in under an account: their nick without the digits at its end. */
export const accounts = (): Plugin => ({
  name: 'accounts',
  setup: (host) => host.gate('login', (login) => ({ ...login, account: login.nick?.replace(/\d+$/, '') })),
});
