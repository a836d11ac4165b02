import { describe, expect, test } from 'vitest';
import { failingStore } from '../../../testkit/index.js';
import {
  announcedIn,
  check,
  enter,
  everything,
  ground,
  live,
  sendOn,
  type Transfers,
  wanted,
} from './support/crash-model.js';

describe('a store that fails', () => {
  test.each(['before', 'after'] as const)(
    '%s the effect of any call leaves nothing half done',
    async (when) => {
      let n = 1;
      for (let hasFailed = true; hasFailed; n++) {
        const store = failingStore();
        const where = await ground(store);
        const transfers: Transfers = new Map();
        const first = await live(where);
        store.failAt(n, { when });
        // A refusal has a code, and what was refused can be done again.
        const refusal: unknown = await everything(first.ann, transfers).then(
          () => undefined,
          (error: unknown) => error,
        );
        hasFailed = store.failed > 0;
        store.mend();
        if (refusal !== undefined)
          expect(refusal, `${when} call ${n}`).toMatchObject({ code: expect.stringMatching(/^[A-Z]+_/) });
        else if (!hasFailed) await check(where, first);
        await enter(first.ann).catch(() => undefined);
        for (const name of Object.keys(wanted)) await sendOn(first.ann, transfers, name);
        await first.stop();
        const second = await live(where);
        try {
          await check(where, second);
          const names = (await announcedIn(where)).map(([name]) => name);
          expect(names.toSorted()).toEqual(Object.keys(wanted).toSorted());
        } catch (error) {
          throw new Error(`${when} call ${n}: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
          });
        }
        await second.stop();
      }
      expect(n).toBeGreaterThan(20);
    },
    600_000,
  );
});
