import type { Key } from './keys.js';

/** Keys that may wait while one of them is busy, as a Tab is that reads a folder: what is over is lost, as in a keyboard. */
const MOST = 10_000;

/** Does keys one after the other. */
export function createKeyQueue(press: (key: Key) => Promise<void>): (keys: readonly Key[]) => void {
  const waiting: Key[] = [];
  let isBusy = false;

  async function run(): Promise<void> {
    isBusy = true;
    for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) await press(key);
    isBusy = false;
  }

  return (keys) => {
    waiting.push(...keys.slice(0, MOST - waiting.length));
    if (!isBusy) void run();
  };
}
