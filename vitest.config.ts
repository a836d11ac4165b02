import { defineConfig } from 'vitest/config';

const ci = process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false';
const report = process.env.TEST_REPORT;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'examples/**/*.test.ts'],
    // For machines that are busy: no test waits for time to pass, so a longer one costs nothing but the news of a hang.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two workers: more would make the tests with real sockets and a browser wait for each other.
    maxWorkers: 2,
    // A focused test that slips into a commit would silence all the others.
    allowOnly: !ci,
    // TEST_REPORT names the file for a report that programs can read.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    coverage: {
      provider: 'v8',
      include: [
        'index.ts',
        'core/**/*.ts',
        'adapters/**/*.ts',
        'plugins/**/*.ts',
        'client/**/*.ts',
        'testkit/**/*.ts',
        'apps/gateway/**/*.ts',
      ],
      // A little under what is there: a change that leaves its tests out falls below.
      thresholds: { statements: 93, branches: 88, functions: 92, lines: 94 },
      reporter: ['text-summary', 'html', 'json-summary'],
    },
  },
});
