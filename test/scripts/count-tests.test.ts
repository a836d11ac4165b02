import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { root } from '../support/sources.js';

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { status: string; assertionResults: readonly { status: string; meta?: object }[] }[];
}

const report = (passed: number, changes: Partial<Report> = {}): Report => ({
  numPassedTests: passed,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [] }],
  ...changes,
});

/** Runs the script on reports, `undefined` for one that was never written. */
function count(...reports: readonly (Report | undefined)[]): { line: string; code: number | null } {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-count-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const paths = reports.map((content, index) => {
    const path = join(folder, `${index}.json`);
    if (content !== undefined) writeFileSync(path, JSON.stringify(content));
    return path;
  });
  const output = join(folder, 'total');
  const { status } = spawnSync(process.execPath, [join(root, 'scripts/count-tests.mjs'), ...paths, output]);
  return { line: readFileSync(output, 'utf8'), code: status };
}

describe('the count of tests', () => {
  test('adds up all runs', () => {
    expect(count(report(3), report(4))).toEqual({ line: '7 passed, 0 failed\n', code: 0 });
  });

  test('fails with a failed test', () => {
    const failed = { status: 'failed', assertionResults: [{ status: 'failed' }] };
    expect(count(report(3, { numFailedTests: 1, testResults: [failed] }))).toEqual({
      line: '3 passed, 1 failed\n',
      code: 1,
    });
  });

  test('counts a file that broke before its first test as a failure', () => {
    const broken = { status: 'failed', assertionResults: [] };
    expect(count(report(3, { testResults: [broken] }))).toEqual({ line: '3 passed, 1 failed\n', code: 1 });
  });

  test('takes no case for left out that is about what an implementation does not claim', () => {
    const unclaimed = {
      status: 'passed',
      assertionResults: [{ status: 'skipped', meta: { unclaimed: 'The broker cannot search.' } }],
    };
    expect(count(report(3, { numPendingTests: 1, testResults: [unclaimed] }))).toEqual({
      line: '3 passed, 0 failed\n',
      code: 0,
    });
  });

  test('fails when tests were left out', () => {
    expect(count(report(3, { numPendingTests: 1 }))).toEqual({ line: '3 passed, 0 failed\n', code: 1 });
  });

  test('fails when a run left no report', () => {
    expect(count(report(3), undefined)).toEqual({ line: '3 passed, 0 failed\n', code: 1 });
  });
});
