import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { lineText } from '../../../../apps/terminal/plain/line-text.js';
import type { Talk } from '../../../../apps/terminal/talk/talk.js';
import { widthOf } from '../../../../apps/terminal/text/width.js';
import { type Frame, frameFor } from '../../../../apps/terminal/view/frame.js';
import { createLogView } from '../../../../apps/terminal/view/log-view.js';
import type { Row } from '../../../../apps/terminal/view/row.js';
import { anyText } from '../support/any-text.js';
import { type FakeOptions, fakeServer } from '../support/server.js';

async function connected(options: FakeOptions = {}) {
  const server = await fakeServer(options);
  onTestFinished(() => server.talk.client.stop());
  return server;
}

function draw(talk: Talk, columns = 100, rows = 24, logView = createLogView()): Frame {
  return frameFor({ talk, editor: { text: '', cursor: 0 }, logView, hint: '', address: 'ws://x/' }, columns, rows);
}

const textOf = (row: Row): string => row.map(({ text }) => text).join('');
const logOf = (frame: Frame): readonly string[] => frame.log.map(textOf);
const lines = (count: number): string => Array.from({ length: count }, (_, index) => `l${index + 1}`).join('\n');
const everything = ({ header, rail, log, people, input, status }: Frame): string =>
  [header, ...rail, ...log, ...people, ...input, status].map(textOf).join('');

describe('a long message', () => {
  test('is folded after its twentieth row, until it is to be shown in full', async () => {
    const { state, talk, says } = await connected();
    says(lines(200));
    const view = createLogView();
    const folded = logOf(draw(talk, 100, 300, view)).map((row) => row.trim());
    expect(folded.filter((row) => row.endsWith('l20'))).toHaveLength(1);
    expect(folded.filter((row) => row.endsWith('l21'))).toHaveLength(0);
    expect(folded).toContain('… 180 more rows: /more');
    state.rooms.shown.unfolded = true;
    const full = logOf(draw(talk, 100, 300, view)).map((row) => row.trim());
    expect(full).toContain('l200');
    expect(full.join('\n')).not.toContain('/more');
  });

  test('of one row more than that is not', async () => {
    const { talk, says } = await connected();
    says(lines(21));
    const rows = logOf(draw(talk, 100, 60)).map((row) => row.trim());
    expect(rows).toContain('l21');
    expect(rows.join('\n')).not.toContain('more rows');
  });
});

describe('a line between pipes', () => {
  test('of an action begins with the nick', async () => {
    const { state, says } = await connected();
    says('left', { kind: 'action', from: { id: 'u9', nick: 'eve' } });
    const room = state.rooms.shown;
    expect(room.log.lines.map((line) => lineText(line, room, false))).toContain('eve * left');
  });
});

describe('a picture of the screen', () => {
  test('has no control character in it, whatever a server and its people say', async () => {
    const pieces = fc.constantFrom(
      '\u001b[31m',
      '\u001b]0;t\u0007',
      '\u009b2J',
      '\u202e',
      '\u2066',
      '\b',
      '\r',
      '\n',
      'x',
      '早',
    );
    const evil = fc.array(fc.oneof(pieces, anyText(4)), { maxLength: 6 }).map((all) => all.join(''));
    await fc.assert(
      fc.asyncProperty(evil, evil, evil, async (nick, text, other) => {
        const bad = { id: 'u1', nick };
        const server = await fakeServer({ nick, members: [{ ...bad, wires: [`tcp/${other}`] }] });
        const { state, talk, says, sends } = server;
        says(text, { from: bad });
        says(text, { kind: 'action', from: bad });
        says(text, { kind: 'file', data: { file: other, name: text, size: 1 }, from: bad });
        says(text, { kind: 'reaction', data: { target: { epoch: 'e', offset: 1 }, on: true }, from: bad });
        sends({ type: 'typing', room: 'lobby', user: bad, on: true });
        sends({ type: 'notice', text });
        sends({ type: 'topic', room: 'lobby', topic: text, line: other });
        sends({ type: 'joined', room: 'lobby', user: { id: 'u2', nick: text, wires: [] } });
        sends({ type: 'left', room: 'lobby', user: { id: 'u2', nick: other }, reason: text });
        sends({ type: 'renamed', room: 'lobby', user: bad, was: other });
        sends({ type: 'error', code: other, text });
        const { shown } = state.rooms;
        const plain = shown.log.lines.map((line) => lineText(line, shown, true)).join('\n');
        const shownText = everything(draw(talk)) + everything(draw(talk, 40, 10));
        talk.client.stop();
        expect(shownText).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
        expect(plain).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 150 },
    );
  });

  test('fits the screen, whatever its size', async () => {
    const { talk, says } = await connected({ members: [{ id: 'u1', nick: 'b'.repeat(40), wires: ['tcp/text'] }] });
    says('a long line of words '.repeat(20));
    says('早上好'.repeat(40));
    for (const [columns, rows] of [
      [40, 10],
      [64, 12],
      [96, 24],
      [200, 60],
    ] as const) {
      const frame = draw(talk, columns, rows);
      const { layout } = frame;
      for (const row of frame.log) expect(widthOf(textOf(row))).toBeLessThan(layout.log);
      for (const row of [frame.header, frame.status]) expect(widthOf(textOf(row))).toBeLessThanOrEqual(columns);
      for (const row of frame.rail) expect(widthOf(textOf(row))).toBeLessThan(Math.max(1, layout.rail));
      for (const row of frame.people) expect(widthOf(textOf(row))).toBeLessThan(Math.max(1, layout.people));
      expect(frame.log.length).toBeLessThanOrEqual(layout.height);
    }
  });

  test('groups what one person says, and divides days', async () => {
    let now = Date.UTC(2026, 10, 20, 12);
    const { talk, says } = await connected({ now: () => now });
    says('one');
    says('two');
    now += 86_400_000;
    says('three');
    const log = logOf(draw(talk));
    expect(log.filter((row) => row.includes('bob'))).toHaveLength(2);
    expect(log.some((row) => /── \w+day 21 November 2026 ─/.test(row))).toBe(true);
  });

  test('shows an edit, a deletion and a reaction in the message that they are about', async () => {
    const { talk, says } = await connected();
    const about = (offset: number, more = {}) => ({ data: { target: { epoch: 'e', offset }, ...more } });
    says('first');
    says('second');
    says('corrected', { kind: 'edit', ...about(1) });
    says('🍵', { kind: 'reaction', ...about(1, { on: true }) });
    says('🍵', { kind: 'reaction', ...about(1, { on: true }), from: { id: 'u2', nick: 'cid' } });
    says('deleted a message', { kind: 'delete', ...about(2) });
    const log = logOf(draw(talk)).join('\n');
    expect(log).toContain('corrected (edited)');
    expect(log).toContain('🍵 2');
    expect(log).toContain('(deleted)');
    expect(log).not.toContain('second');
  });

  test('says who writes, until they have said it', async () => {
    const { talk, sends, says } = await connected();
    sends({ type: 'typing', room: 'lobby', user: { id: 'u1', nick: 'bob' }, on: true });
    expect(textOf(draw(talk).status)).toMatch(/● me .*bob is writing…/);
    says('done');
    expect(textOf(draw(talk).status)).not.toContain('writing');
  });

  test('counts what is not read in other rooms, and begins there with what is new', async () => {
    const { talk, says } = await connected();
    await talk.join('design');
    says('one');
    says('two, me');
    expect(draw(talk).rail.map(textOf)[0]).toMatch(/^1 #lobby +2$/);
    talk.state.rooms.step(-1);
    const frame = draw(talk);
    expect(logOf(frame)[0]).toMatch(/^── New ─/);
    expect(frame.rail.map(textOf)[0]).not.toContain('2');
  });

  test('tells of many who come and go in one line', async () => {
    const { talk, sends } = await connected();
    for (let number = 0; number < 50; number++) {
      sends({ type: 'joined', room: 'lobby', user: { id: `g${number}`, nick: `guest${number}`, wires: [] } });
    }
    expect(talk.state.rooms.shown.log.lines).toHaveLength(1);
    expect(logOf(draw(talk)).join(' ')).toContain('and 44 more');
  });

  test('keeps a bounded number of 20,000 messages, and draws 500 frames of them', async () => {
    const { talk, says } = await connected();
    const logView = createLogView();
    for (let number = 0; number < 20_000; number++) {
      says(`message number ${number} with some words in it`);
      if (number % 40 === 0) draw(talk, 120, 40, logView);
    }
    expect(talk.state.rooms.shown.log.lines.length).toBeLessThanOrEqual(5_000);
  });
});
