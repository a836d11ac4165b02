import assert from 'node:assert/strict';
import type { Dialect, FrameFault } from '../../core/index.js';
import type { ConformanceCase } from '../transport/harness.js';
import { eventCases } from './events.js';
import { oddFrames } from './frames.js';
import { type DialectStage, type Meeting, meetings, openDialect } from './stage.js';

const HOUR = 3_600_000;
const faults: readonly FrameFault[] = [
  { code: 'CHAT_FRAME_TOO_LARGE', text: 'The frame has more than 10 bytes.' },
  { code: 'CHAT_BAD_ENCODING', text: 'The frame is not valid UTF-8.' },
];

/** Greets, and lets every silence pass. */
async function greeted(dialect: Dialect, meeting: Meeting): Promise<DialectStage> {
  const stage = openDialect(dialect, meeting);
  await stage.conversation.greet();
  await stage.clock.advance(HOUR);
  return stage;
}

function meetingCases(make: () => Dialect, meeting: Meeting): readonly ConformanceCase[] {
  const on = meeting.name;
  return [
    {
      name: `${on}: opening sends nothing and runs nothing`,
      run: async () => {
        const { sent, ran, conversation } = openDialect(make(), meeting);
        assert.deepEqual([sent, ran], [[], []]);
        assert.notEqual(conversation.name, '');
      },
    },
    {
      name: `${on}: whatever arrives, frame neither throws nor rejects, and settles`,
      run: async () => {
        for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
          const { conversation, clock } = await greeted(make(), meeting);
          for (const frame of oddFrames(seed, 150)) await conversation.frame(frame);
          conversation.closed();
          assert.equal(clock.timers, 0);
        }
      },
    },
    {
      name: `${on}: whatever arrives first, before any silence has passed, is borne`,
      run: async () => {
        for (const frame of oddFrames(9, 150)) {
          const { conversation, clock } = openDialect(make(), meeting);
          await conversation.greet();
          await conversation.frame(frame);
          conversation.closed();
          assert.equal(clock.timers, 0);
        }
      },
    },
    ...faults.map(
      (fault): ConformanceCase => ({
        name: `${on}: the peer is told of a frame that was thrown away for ${fault.code}, and it counts as a fault`,
        run: async () => {
          const { conversation, sent, faults: counted } = await greeted(make(), meeting);
          const before = sent.length;
          conversation.rejected(fault);
          assert.ok(sent.length > before, 'nothing was said');
          assert.equal(counted(), 1);
        },
      }),
    ),
    {
      name: `${on}: a farewell says why`,
      run: async () => {
        const { conversation, sent } = await greeted(make(), meeting);
        const before = sent.length;
        conversation.farewell({ code: 'CHAT_DRAINING', text: 'Gone for a nap.' }, 2_500, false);
        assert.ok(sent.slice(before).some((frame) => typeof frame === 'string' && frame.includes('Gone for a nap.')));
      },
    },
    {
      name: `${on}: a farewell is all that a peer hears which is not accepted`,
      run: async () => {
        const { conversation, sent, ran, clock } = openDialect(make(), meeting);
        conversation.farewell({ code: 'CHAT_HUB_FULL', text: 'The server is full.' }, undefined, false);
        await clock.advance(HOUR);
        assert.equal(sent.length, 1);
        assert.deepEqual(ran, []);
      },
    },
    {
      name: `${on}: nothing follows a farewell, however much time passes`,
      run: async () => {
        const { conversation, sent, ran, clock } = openDialect(make(), meeting);
        await conversation.greet();
        await clock.settle();
        conversation.farewell({ code: 'bye', text: 'Goodbye.' }, undefined, false);
        const [said, did] = [sent.length, ran.length];
        await clock.advance(HOUR);
        assert.deepEqual([sent.length, ran.length], [said, did]);
      },
    },
    {
      name: `${on}: nothing is left running once the connection is closed`,
      run: async () => {
        const { conversation, sent, ran, clock } = openDialect(make(), meeting);
        await conversation.greet();
        await clock.settle();
        conversation.closed();
        const [said, did] = [sent.length, ran.length];
        assert.equal(clock.timers, 0);
        await clock.advance(HOUR);
        assert.deepEqual([sent.length, ran.length], [said, did]);
      },
    },
  ];
}

/**
 * The rules that every dialect keeps, as cases for any test runner. They need neither a hub nor a wire.
 * @param make Gives the dialect under test, alone or as one that others hide in.
 *
 * ```ts
 * for (const { name, run } of dialectConformance(() => text())) test(name, run);
 * ```
 */
export function dialectConformance(make: () => Dialect): readonly ConformanceCase[] {
  return [...meetings.flatMap((meeting) => meetingCases(make, meeting)), ...eventCases(make)];
}
