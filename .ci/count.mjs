// Prints `N passed, N failed` from the file of vitest's JSON reporter; fails if something failed or nothing ran.
// A test file that could not even be loaded counts as one failure.
import { readFileSync } from "node:fs";

let passed = 0;
let failed = 0;
try {
  const report = JSON.parse(readFileSync(process.argv[2], "utf8"));
  passed = report.numPassedTests;
  const brokenFiles = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"));
  failed = report.numFailedTests + brokenFiles.length;
} catch (error) {
  console.log(`no results: ${error.message}`);
  failed = 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
