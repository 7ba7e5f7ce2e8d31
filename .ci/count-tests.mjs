// Prints "PASSED FAILED" of a report of vitest's json reporter. A test that was skipped or left to do counts as failed, and so
// does a file in which no test ran, and a report without any test.
import { existsSync, readFileSync } from 'node:fs';

const [, , path] = process.argv;
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
if (passed === 0) console.error('no test ran');
if (skipped > 0) console.error(`${skipped} tests were skipped: they count as failed`);

const failed = report.numFailedTests + skipped + broken.length;
console.log(`${passed} ${passed === 0 && failed === 0 ? 1 : failed}`);
