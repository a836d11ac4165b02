// Adds up the JSON reports of several test runs into one line: `N passed, N failed`.
// Usage: node scripts/count-tests.mjs REPORT... OUTPUT. Fails when a report is missing, or any test failed or was left out.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const reports = process.argv.slice(2, -1);
const output = process.argv.at(-1);
const total = { passed: 0, failed: 0, left: 0, missing: 0 };

for (const path of reports) {
  if (!existsSync(path)) {
    total.missing += 1;
    console.log(`There is no report at ${path}: that run did not come to its end.`);
    continue;
  }
  const report = JSON.parse(readFileSync(path, 'utf8'));
  // A file that fails before its first test has no failed test of its own, and counts as one.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  for (const { name, message } of broken) console.log(`✗ ${name}\n  ${message}`);
  const failed = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  // Here as well, so that the end of a long log says what is wrong.
  for (const { status, fullName, failureMessages = [] } of failed) {
    if (status === 'failed') console.log(`✗ ${fullName}\n  ${String(failureMessages[0]).slice(0, 2_000)}`);
  }
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests + broken.length;
  // A rule about what an implementation does not claim does not apply to it.
  const unclaimed = failed.filter(({ status, meta }) => status === 'skipped' && meta?.unclaimed !== undefined);
  total.left += report.numPendingTests + report.numTodoTests - unclaimed.length;
}

if (total.left > 0) console.log(`${total.left} tests were left out. Under CI nothing may be left out.`);
writeFileSync(output, `${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed + total.left + total.missing > 0 ? 1 : 0;
