import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReceiveQueue } from '../../../../adapters/transports/socket/index.js';
import type { FrameReceiver } from '../../../../core/index.js';

const microtasks = async () => {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
};

function listener(list: string[]): FrameReceiver {
  return {
    frame: (frame) => void list.push(String(frame)),
    rejected: ({ code }) => void list.push(code),
    drained: () => void list.push('drained'),
    closed: ({ by }) => void list.push(`closed by ${by}`),
  };
}

test('whatever happens in whatever order, frames come in order, closed once and last, nothing while paused', async () => {
  const action = fc.constantFrom('start', 'frame', 'reject', 'pause', 'resume', 'rest');
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const inflow = new ReceiveQueue();
      const got: string[] = [];
      const sent: string[] = [];
      let paused = false;
      let started = false;
      const checked = listener(got);
      const receiver: FrameReceiver = {
        ...checked,
        frame(frame) {
          expect(paused).toBe(false);
          checked.frame(frame);
        },
      };
      const steps: Record<string, () => unknown> = {
        start() {
          if (!started) inflow.start(receiver);
          started = true;
        },
        frame() {
          sent.push(String(sent.length));
          inflow.frame(String(sent.length - 1));
        },
        reject() {
          sent.push('CHAT_BAD_ENCODING');
          inflow.rejected({ code: 'CHAT_BAD_ENCODING', text: '' });
        },
        pause() {
          paused = true;
          inflow.pause();
        },
        resume() {
          paused = false;
          inflow.resume();
        },
        rest: microtasks,
      };
      // Only a rest lets promises run: the others follow each other at once.
      for (const name of [...actions, 'start']) {
        const done = steps[name]?.();
        if (name === 'rest') await done;
      }
      inflow.finish({ by: 'peer' });
      inflow.finish({ by: 'error' });
      inflow.frame('too late');
      steps.resume?.();
      await microtasks();
      expect(got.slice(0, sent.length + 1)).toEqual([...sent, 'closed by peer']);
      expect(got.length).toBe(sent.length + 1);
    }),
  );
});

test('a pause from inside a frame holds the next one, and a resume from inside does not nest', async () => {
  const inflow = new ReceiveQueue();
  const got: string[] = [];
  let depth = 0;
  inflow.start({
    ...listener(got),
    frame(frame) {
      depth++;
      expect(depth).toBe(1);
      got.push(String(frame));
      inflow.pause();
      if (frame === 'b') inflow.resume();
      depth--;
    },
  });
  for (const frame of ['a', 'b', 'c']) inflow.frame(frame);
  expect(got).toEqual(['a']);
  inflow.resume();
  await microtasks();
  expect(got).toEqual(['a', 'b', 'c']);
});

test('abandon loses what is held', async () => {
  const inflow = new ReceiveQueue();
  const got: string[] = [];
  inflow.start(listener(got));
  inflow.pause();
  inflow.frame('held');
  inflow.abandon({ by: 'timeout' });
  inflow.resume();
  await microtasks();
  expect(got).toEqual(['closed by timeout']);
});

test('nothing follows closed, not even drained', async () => {
  const inflow = new ReceiveQueue();
  const got: string[] = [];
  inflow.start(listener(got));
  inflow.finish({ by: 'peer' });
  inflow.frame('late');
  inflow.rejected({ code: 'CHAT_BAD_ENCODING', text: '' });
  inflow.drained();
  await microtasks();
  expect(got).toEqual(['closed by peer']);
});
