const common = require('./jest.common.js');

/**
 * `npm run test:controllers`: what Argo CD and Flux make of the trees. One after the other: each has a cluster of its own.
 * @type {import('jest').Config}
 */
module.exports = {
  rootDir: __dirname,
  maxWorkers: 1,
  reporters: ['default', '<rootDir>/test/support/judgements.js', '<rootDir>/test/support/counts.js'],
  projects: [
    {
      ...common,
      displayName: 'controllers',
      testMatch: ['**/test/controllers/**/*.test.ts'],
      globalSetup: '<rootDir>/test/controllers/support/setup.ts',
      globalTeardown: '<rootDir>/test/live/support/teardown.ts',
    },
  ],
};
