import type { Awaitable, Store } from '../../core/index.js';

/** How the conformance suite gets at a store. */
export interface StoreHarness {
  /** The store to be examined, empty, and nobody else's. */
  readonly store: Store;
  /** Ends the store and opens it again, with what was in it. Absent where nothing outlives it. */
  readonly reopen?: () => Promise<Store>;
  /** Called after the case. Default: there is nothing to be done. */
  readonly close?: () => Awaitable<void>;
}

/** Makes a store for one case. */
export type MakeStore = () => Awaitable<StoreHarness>;

/** Runs a case on a fresh store, and closes it after the case, whatever came of it. */
export async function onStore(
  make: MakeStore,
  play: (store: Store, reopen: StoreHarness['reopen']) => Promise<void>,
): Promise<void> {
  const { store, reopen, close } = await make();
  try {
    await play(store, reopen);
  } finally {
    await close?.();
  }
}
