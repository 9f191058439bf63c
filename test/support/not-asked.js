const { readdirSync } = require('node:fs');
const { join } = require('node:path');

/** What `npm test` ends with: nobody should take its silence for a verdict. */
module.exports = class NotAsked {
  onRunComplete() {
    const suites = ['live', 'configurations'].map((name) => {
      const files = readdirSync(join(__dirname, '..', name)).filter((file) => file.endsWith('.test.ts'));
      return `${files.length} ${name === 'live' ? 'suites before real servers' : 'of rendered configurations'}`;
    });
    // After jest's own summary.
    process.once('exit', () =>
      process.stderr.write(
        `\nnot asked: ${suites.join(' and ')}; their judges are built or installed first: npm run test:judges (docs/judges.md)\n`,
      ),
    );
  }
};
