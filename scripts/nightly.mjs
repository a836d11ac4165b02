/** Plays the large sizes: storms, cuts, kills, frame rates, and 20,000 seeds of the soak. `npm run nightly`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = [
  'test/load',
  'test/apps/gateway/data.test.ts',
  'test/plugins/profanity/evaluation.test.ts',
  'test/apps/web/browser/messages/speed.test.ts',
];
const steps = [
  ['scripts/build.mjs', '--stale'],
  ['node_modules/vitest/vitest.mjs', 'run', '--maxWorkers', '1', ...files],
  ['dist/bench/soak/main.js', '--seeds', '20000'],
];

for (const args of steps) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, NIGHTLY: '1' },
  });
  if (status !== 0) process.exit(status ?? 1);
}
