import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { silent } from '../../../index.js';
import { jsonLogger, type LogLevel, logging } from '../../../plugins/logging/index.js';
import { logBook } from './support/log-book.js';
import { talk } from './support/talk.js';

describe('the options of logging', () => {
  test('take a pino logger as it is', async () => {
    const book = logBook();
    const chat = await talk(logging({ logger: pino({ messageKey: 'msg' }, book) }));
    await chat.enter('ann');
    expect(await book.line('login')).toMatchObject({ nick: 'ann' });
  });

  test.each([
    { logger: silent, level: 'info' },
    { logger: silent, destination: 'stderr' },
    { logger: silent, pretty: true },
  ] as const)('do not take a logger and also %j', (options) => {
    expect(() => logging(options)).toThrow(TypeError);
  });

  test('do not take a level that is none', () => {
    expect(() => logging({ level: 'loud' as LogLevel })).toThrow(
      new TypeError('level must be one of debug, info, warn, error, silent, not loud.'),
    );
  });

  test('let the plugin be taken out: nothing is logged after that', async () => {
    const book = logBook();
    const chat = await talk(logging({ destination: book }));
    await chat.hub.plugins.unload('logging');
    const before = book.lines.length;
    await chat.enter('ann');
    expect(book.lines.length).toBe(before);
  });
});

describe('a JSON logger', () => {
  test('writes a time in ISO 8601 and the name of the level', () => {
    const book = logBook();
    jsonLogger({ destination: book }).warn({ room: 'lobby' }, 'hm');
    expect(book.lines).toEqual([
      { level: 'warn', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), room: 'lobby', msg: 'hm' },
    ]);
  });

  test('keeps a text with line breaks on one line', () => {
    const book = logBook();
    jsonLogger({ destination: book }).info({ text: 'a\nb\u2028c' }, 'message');
    expect(book.raw.trimEnd()).not.toContain('\n');
  });
});
