const { appendFileSync } = require('node:fs');

/** Leaves the counts of a run in the file that `STEADING_COUNTS` names, a line a run, for who closes several runs. */
module.exports = class Counts {
  onRunComplete(_, { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites }) {
    const file = process.env.STEADING_COUNTS;
    if (!file) return;
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    appendFileSync(file, `${numPassedTests} ${failed} ${numPendingTests + numTodoTests}\n`);
  }
};
