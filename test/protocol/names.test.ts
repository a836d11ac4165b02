import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errors } from '../../core/index.js';
import { root } from '../support/sources.js';
import { builtInCommands } from './support/builtin.js';
import { namesIn, page } from './support/page.js';
import { eventNamed, specification } from './support/specification.js';

const commands = builtInCommands().sort();

const eventsOfTheCore = (): string[] => {
  const source = readFileSync(join(root, 'core/protocol/events.ts'), 'utf8');
  const [, body = ''] = /export interface ServerEvents \{\n(.*?)\n\}/s.exec(source) ?? [];
  return [...body.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => name).sort();
};

const sentNames = (operation: string): string[] =>
  (specification.operations[operation]?.messages ?? []).map(({ $ref }) => $ref.split('/').at(-1) ?? '');

/** Codes that are for whoever runs a hub: no client ever gets them. */
const notForClients = ['CHAT_LISTEN_FAILED', 'CHAT_PLUGIN_DEPENDENCY', 'CHAT_PLUGIN_SETUP'];

describe('the documents', () => {
  test('have the commands of the command table, one heading each', () => {
    expect(namesIn('Commands').sort()).toEqual(commands);
  });

  test('have an operation for each command of the command table', () => {
    const received = Object.entries(specification.operations).filter(([, { action }]) => action === 'receive');
    expect(received.map(([name]) => name).sort()).toEqual(commands);
  });

  test('have the events of the core, one heading each', () => {
    expect(namesIn('Events').sort()).toEqual(eventsOfTheCore());
  });

  test('have all events of the core among what is sent', () => {
    const sent = ['event', 'recovery', 'farewell'].flatMap(sentNames);
    expect([...new Set(sent)].sort()).toEqual(eventsOfTheCore().map(eventNamed).sort());
  });

  test('name no code that there is not', () => {
    const named = [...new Set(page.match(/CHAT_[A-Z_]*[A-Z]/g))];
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((code) => !Object.hasOwn(errors, code))).toEqual([]);
  });

  test('do not tell clients of codes that only reach whoever runs a hub', () => {
    expect(notForClients.filter((code) => page.includes(code))).toEqual([]);
  });
});
