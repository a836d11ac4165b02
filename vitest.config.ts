import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

const ci = process.env.CI !== undefined && process.env.CI !== '' && process.env.CI !== 'false';
const report = process.env.TEST_REPORT;

/** Tests that replace a module, or the module under test itself: each file has a module graph of its own. */
const ISOLATED = '{test,examples}/**/*.isolated.test.ts';

/** Test files of one kind, which run with `vitest --project NAME`; those of one worker share their modules. */
function project(
  name: string,
  include: readonly string[],
  options: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: { name, include: [...include], exclude: ['**/node_modules/**', ISOLATED], isolate: false, ...options },
  };
}

const files = (...folders: readonly string[]) => folders.map((folder) => `${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    // For busy machines: no test waits for time to pass, so a longer limit only delays the report of a hang.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // More than the two processors of the smallest machine: programs and browsers are often waited for.
    maxWorkers: 3,
    // A focused test that slips into a commit would silence all the others.
    allowOnly: !ci,
    // TEST_REPORT names the file for a report that programs can read.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    projects: [
      // One process, no sockets.
      project(
        'unit',
        files('test/{bench,client,core,plugins,protocol,reference,scripts,support,testkit}', 'test/apps/web/unit'),
      ),
      // Real sockets, files, threads: what differs between versions of Node.js.
      project('system', files('test/{adapters,heritage,load,scenario}')),
      // Programs that are built and started.
      project('program', files('test/{apps/gateway,apps/terminal,architecture,readme,soak}', 'examples')),
      // One browser for all of them.
      project('browser', files('test/apps/web/browser'), { globalSetup: 'test/support/shared-browser.ts' }),
      project('isolated', [ISOLATED], { exclude: ['**/node_modules/**'], isolate: true }),
    ],
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
      thresholds: { statements: 86, branches: 78, functions: 84, lines: 87 },
      reportOnFailure: true,
      reporter: ['text-summary', 'html', 'json-summary'],
    },
  },
});
