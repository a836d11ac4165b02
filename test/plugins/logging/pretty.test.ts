import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonLogger, logging, openLog } from '../../../plugins/logging/index.js';
import { prettyLine } from '../../../plugins/logging/pretty-line.js';
import { ask, talk } from './support/talk.js';

/** A destination that keeps the texts. */
function sheet() {
  const lines: string[] = [];
  return { lines, write: (line: string): void => void lines.push(line) };
}

const message = {
  time: '2026-03-04T05:06:07.089Z',
  level: 'info',
  msg: 'message',
  nick: 'ann',
  room: 'lobby',
  text: 'hello',
  id: 'm1',
  session: 's1',
  offset: 5,
};

describe('a line for people', () => {
  test('has the time, the level, what happened, who, where, the text, and what else there is', () => {
    const line = prettyLine(message, false);
    expect(line).toMatch(/^\d\d:\d\d:07\.089 info {2}message {3}ann #lobby hello id=m1\n$/);
  });

  test('has the author of what a plugin says in a name of its own, and a conversation of two as it is', () => {
    const line = prettyLine({ ...message, nick: 'dice', from: 'croupier', room: '@a+b' }, false);
    expect(line).toContain(' croupier @a+b hello');
  });

  test('has colours only where they are asked for', () => {
    expect(prettyLine(message, true)).toContain('\u001b[36mann\u001b[0m');
    expect(prettyLine(message, false)).not.toContain('\u001b');
  });

  test('has the stack of an error below it, indented', () => {
    const sheeted = sheet();
    jsonLogger({ destination: sheeted }).error({ plugin: 'dice', error: new RangeError('too far') }, 'failed');
    const [head, first, second] = prettyLine(JSON.parse(sheeted.lines[0] ?? ''), false).split('\n');
    expect(head).toMatch(/error failed {4}plugin=dice$/);
    expect(first).toBe('    RangeError: too far');
    expect(second).toMatch(/^ {4}at /);
  });

  test('is one line, which moves no cursor and turns nothing round, whatever strangers write', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (nick, text) => {
        const line = prettyLine({ ...message, nick, text, [text]: nick }, false);
        expect(line.endsWith('\n')).toBe(true);
        expect(line.slice(0, -1)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
    expect(prettyLine({ ...message, text: '\u001b[2Jgone' }, true)).toContain('\\u001b[2Jgone');
  });
});

describe('a log', () => {
  test('is for people where that is asked for', () => {
    const sheeted = sheet();
    openLog({ destination: sheeted, pretty: true }).info({ room: 'lobby', nick: 'ann' }, 'joined');
    expect(sheeted.lines).toEqual([expect.stringMatching(/info {2}joined {4}ann #lobby\n$/)]);
  });

  test.each(['auto', false] as const)('is JSON with pretty: %s where no terminal takes it', (pretty) => {
    const sheeted = sheet();
    openLog({ destination: sheeted, pretty }).info({ room: 'lobby' }, 'joined');
    expect(JSON.parse(sheeted.lines[0] ?? '')).toMatchObject({ level: 'info', msg: 'joined', room: 'lobby' });
  });

  test('keeps to its level', () => {
    const sheeted = sheet();
    openLog({ destination: sheeted, pretty: true, level: 'warn' }).info({}, 'joined');
    expect(sheeted.lines).toEqual([]);
  });

  test('does not take a look that is none', () => {
    expect(() => openLog({ pretty: 'yes' as never })).toThrow(
      new TypeError('pretty must be true, false or auto, not yes.'),
    );
  });

  test('of the plugin tells people of the chat', async () => {
    const sheeted = sheet();
    const chat = await talk(logging({ destination: sheeted, pretty: true }));
    await ask(await chat.enter('ann'), { type: 'say', room: 'lobby', text: 'hello' });
    expect(sheeted.lines.join('')).toMatch(/info {2}message {3}ann #lobby hello id=\S+\n/);
  });
});
