import assert from 'node:assert/strict';
import type { Dialect, Encoder, ServerEvent } from '../../core/index.js';
import type { ConformanceCase } from '../transport/harness.js';
import { meetings, openDialect } from './stage.js';

const ann = { id: 'u1', nick: 'ann' };
const bob = { id: 'u2', nick: 'bob' };
const said = {
  type: 'message',
  room: 'lobby',
  id: 'm1',
  epoch: 'e',
  offset: 1,
  at: 1_000,
  from: ann,
  kind: 'text',
} as const;

/** One of each event, in several rooms. */
const known: readonly ServerEvent[] = [
  { ...said, text: 'hi' },
  { ...said, text: 'line one\nbob: line two', room: 'attic' },
  { ...said, text: 'waves', kind: 'action', key: 'k', data: { poll: [1, null] } },
  { ...said, text: 'psst', room: '@u1+u2', to: bob },
  { ...said, text: 'of a kind that a plugin brought', kind: 'poll' },
  { type: 'joined', room: 'lobby', user: { ...ann, wires: ['tcp/text', 'memory/native'] } },
  { type: 'left', room: 'lobby', user: ann },
  { type: 'left', room: 'attic', user: ann, reason: 'gone\nfishing' },
  { type: 'renamed', room: 'lobby', user: ann, was: 'anna' },
  { type: 'notice', text: 'The server has news.' },
  { type: 'bye', code: 'bye', text: 'Goodbye.' },
];
const unknown = { type: 'a-plugin.brought-this', room: 'lobby', odd: { deep: [{}] } } as unknown as ServerEvent;

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) frozen(part);
    Object.freeze(value);
  }
  return value;
}

function renderings(make: () => Dialect): readonly Encoder[] {
  const dialect = make();
  return meetings.map((meeting) => openDialect(dialect, meeting).conversation.encoder);
}

/** Rules about how events become frames. */
export function eventCases(make: () => Dialect): readonly ConformanceCase[] {
  return [
    {
      name: 'sessions of one dialect on wires that are alike share one rendering',
      run: async () => {
        const dialect = make();
        for (const meeting of meetings) {
          const [one, two] = [openDialect(dialect, meeting), openDialect(dialect, meeting)];
          assert.equal(one.conversation.encoder, two.conversation.encoder);
        }
      },
    },
    {
      name: 'the same event is always the same frame, and is not changed by rendering it',
      run: async () => {
        for (const rendering of renderings(make)) {
          for (const event of known) {
            const before = JSON.stringify(event);
            const first = rendering.encode(frozen(event));
            assert.deepEqual(rendering.encode(event), first);
            assert.equal(JSON.stringify(event), before);
          }
        }
      },
    },
    {
      name: 'what people say is shown',
      run: async () => {
        for (const rendering of renderings(make)) {
          for (const event of known) {
            if (event.type === 'message') assert.notEqual(rendering.encode(event), undefined, event.text);
          }
        }
      },
    },
    {
      name: 'an event that the dialect does not know is a frame, or nothing, and no failure',
      run: async () => {
        for (const rendering of renderings(make)) {
          const frame = rendering.encode(frozen(unknown));
          assert.ok(frame === undefined || frame.length > 0);
        }
      },
    },
  ];
}
