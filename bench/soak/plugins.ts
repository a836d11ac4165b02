import type { Plugin } from '../../index.js';
import type { SeededRandom } from '../../testkit/index.js';

/** Takes its time over some messages and joins, but never as long as it may. */
function slow(random: SeededRandom): Plugin {
  return {
    name: 'slow',
    setup(host) {
      const pause = () => new Promise<void>((resolve) => void host.clock.after(random.between(0, 900), resolve));
      host.gate('publish', async (draft) => {
        if (random.between(0, 2) > 0) await pause();
        return draft;
      });
      host.gate('join', async (request) => {
        await pause();
        return request;
      });
      host.gate('login', async (request) => {
        await pause();
        return request;
      });
    },
  };
}

/** Changes what is said. */
function loud(): Plugin {
  return {
    name: 'loud',
    setup: (host) => host.gate('publish', (draft) => ({ ...draft, text: draft.text.toUpperCase() })),
  };
}

/** The plugins that come and go. */
export const plugins: { readonly slow: typeof slow; readonly loud: (random: SeededRandom) => Plugin } = { slow, loud };
