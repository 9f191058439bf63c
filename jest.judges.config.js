const common = require('./jest.common.js');

/**
 * `npm run test:judges`: what other people's programs judge. Suites wait for servers more than they work: both cores
 * are busy with one more of them than there are.
 * @type {import('jest').Config}
 */
module.exports = {
  rootDir: __dirname,
  maxWorkers: 3,
  reporters: ['default', '<rootDir>/test/support/judgements.js', '<rootDir>/test/support/counts.js'],
  projects: [
    {
      ...common,
      displayName: 'live',
      testMatch: ['**/test/live/**/*.test.ts'],
      globalSetup: '<rootDir>/test/live/support/setup.ts',
      globalTeardown: '<rootDir>/test/live/support/teardown.ts',
    },
    {
      ...common,
      displayName: 'configurations',
      testMatch: ['**/test/configurations/**/*.test.ts'],
    },
    {
      ...common,
      displayName: 'package',
      testMatch: ['**/test/package/**/*.test.ts'],
    },
  ],
};
