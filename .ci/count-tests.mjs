// count-tests.mjs REPORT EXIT_CODE: prints "PASSED FAILED" of a report of vitest's json reporter. As failed count also a test
// that was skipped or left to do, a file in which no test ran, and a run that ended badly although no test of it failed.
import { existsSync, readFileSync } from 'node:fs';

const [, , path, exitCode] = process.argv;
if (!existsSync(path)) {
  console.error('the tests ended without a report');
  console.log('0 1');
  process.exit();
}
const report = JSON.parse(readFileSync(path, 'utf8'));
const passed = report.numPassedTests;
const skipped = report.numPendingTests + report.numTodoTests;
const broken = report.testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
);

for (const file of report.testResults) {
  for (const test of file.assertionResults) {
    if (test.status !== 'passed')
      console.error(`${test.status === 'failed' ? 'failed' : 'NOT RUN'}: ${file.name}: ${test.fullName}`);
  }
}
for (const file of broken) console.error(`BROKEN: ${file.name}: ${file.message}`);
if (skipped > 0) console.error(`${skipped} tests were skipped: they count as failed`);

const failed = report.numFailedTests + skipped + broken.length;
const unexplained = failed === 0 && (passed === 0 || exitCode !== '0');
if (unexplained) console.error(`no test failed, yet the run is no success: it ended with ${exitCode}`);
console.log(`${passed} ${unexplained ? 1 : failed}`);
