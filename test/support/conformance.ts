import { test } from 'vitest';
import type { ConformanceCase } from '../../testkit/index.js';

declare module 'vitest' {
  interface TaskMeta {
    /** Why the case does not apply: the implementation does not claim what it is about. Such a test is not one that was left out. */
    unclaimed?: string;
  }
}

/** Makes a test of each rule; those about what the implementation does not claim are marked so, and skipped. */
export function testsOf(cases: readonly ConformanceCase[]): void {
  for (const { name, run } of cases) {
    test(name, (context) =>
      run({
        skip(note = '') {
          context.task.meta.unclaimed = note;
          context.skip(note);
        },
      }),
    );
  }
}
