import { describe, expect, test } from 'vitest';
import { ChatError, Refusal, refuse } from '../../core/index.js';

/** The same module once more, as a plugin has it that brings its own copy of the package. */
const again = <T>(path: string): Promise<T> => import(`${path}?again`) as Promise<T>;
const errors = await again<typeof import('../../core/errors.js')>('../../core/errors.js');
const refusals = await again<typeof import('../../core/message/refusal.js')>('../../core/message/refusal.js');

describe('what another copy of the package has made', () => {
  test('is a refusal where it is one', () => {
    expect(refusals.Refusal).not.toBe(Refusal);
    expect(refusals.refuse('TEA_COLD', 'No.')).toBeInstanceOf(Refusal);
    expect(refuse('TEA_COLD', 'No.')).toBeInstanceOf(refusals.Refusal);
  });

  test('is a ChatError where it is one', () => {
    expect(errors.ChatError).not.toBe(ChatError);
    expect(new errors.ChatError('TEA_COLD', 'No.')).toBeInstanceOf(ChatError);
    expect(new errors.ChatError('TEA_COLD', 'No.')).toBeInstanceOf(Error);
  });

  test.each([undefined, null, 1, 'x', {}, [], new Error('x'), { code: 'TEA_COLD', text: 'No.' }])(
    'is neither in %j',
    (value) => {
      expect([(value as unknown) instanceof Refusal, (value as unknown) instanceof ChatError]).toEqual([false, false]);
    },
  );
});

describe('a class that extends one of them', () => {
  class TeaError extends ChatError {}
  class TeaRefusal extends Refusal {}

  test('has its own instances, which are of the other class too', () => {
    const error = new TeaError('TEA_COLD', 'No.');
    const refusal = new TeaRefusal('TEA_COLD', 'No.');
    expect([error instanceof TeaError, error instanceof ChatError]).toEqual([true, true]);
    expect([refusal instanceof TeaRefusal, refusal instanceof Refusal]).toEqual([true, true]);
  });

  test('has no others', () => {
    const error: unknown = new ChatError('TEA_COLD', 'No.');
    const refusal: unknown = new Refusal('TEA_COLD', 'No.');
    expect([error instanceof TeaError, refusal instanceof TeaRefusal]).toEqual([false, false]);
  });
});
