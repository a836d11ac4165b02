import { sqlite } from '../../../../../adapters/brokers/sqlite/index.js';
import type { Broker, Store } from '../../../../../core/index.js';
import type { StoreHarness } from '../../../../../testkit/index.js';

/** The store beside a log, as the conformance suite wants it. In a file it can be opened again. */
export async function storeOn(path: string): Promise<StoreHarness> {
  let broker = sqlite({ path });

  async function opened(): Promise<Store> {
    await broker.start({ entry() {}, ephemeral() {} });
    return storeOf(broker);
  }

  async function reopen(): Promise<Store> {
    await broker.close();
    broker = sqlite({ path });
    return opened();
  }

  const store = await opened();
  return { store, ...(path === ':memory:' ? {} : { reopen }), close: () => broker.close() };
}

function storeOf({ store }: Broker): Store {
  if (store === undefined) throw new Error('The broker has no store.');
  return store;
}
