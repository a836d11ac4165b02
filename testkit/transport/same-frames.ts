import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { Frame } from '../../core/index.js';

const HEAD = 16;

/**
 * Asserts that one frame is another, in kind and in content. Not by `assert.deepEqual`: its message is a diff of
 * every byte, which takes Node.js 22 and later minutes to make for frames of some size.
 * @param at The frame's place, from 0, for the message.
 * @throws AssertionError that says where the two part.
 */
export function sameFrame(came: Frame | undefined, wanted: Frame | undefined, at = 0): void {
  if (isDeepStrictEqual(came, wanted)) return;
  const place = partingOf(came, wanted);
  const where = place === undefined ? '' : `; they part at ${place}`;
  assert.fail(`frame ${at} is ${describe(came)}, not ${describe(wanted)}${where}`);
}

/**
 * Asserts that frames are the same, in the same order.
 * @throws AssertionError that says which is the first to differ.
 */
export function sameFrames(came: readonly Frame[], wanted: readonly Frame[]): void {
  for (let at = 0; at < Math.max(came.length, wanted.length); at++) sameFrame(came[at], wanted[at], at);
}

function describe(frame: Frame | undefined): string {
  if (frame === undefined) return 'missing';
  const rest = frame.length > HEAD ? '…' : '';
  if (typeof frame === 'string') return `a text of ${frame.length} (${JSON.stringify(frame.slice(0, HEAD))}${rest})`;
  const head = Buffer.from(frame.subarray(0, HEAD)).toString('hex');
  return `a ${frame.constructor.name} of ${frame.length} (${head}${rest})`;
}

/** The first place at which two frames of one kind differ; `undefined` where they are of two kinds. */
function partingOf(one: Frame | undefined, other: Frame | undefined): number | undefined {
  if (one === undefined || other === undefined || typeof one !== typeof other) return undefined;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at < one.length || at < other.length ? at : undefined;
}
