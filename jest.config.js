const common = require('./jest.common.js');

/**
 * `npm test`: what needs no build and no further installation.
 * @type {import('jest').Config}
 */
module.exports = {
  ...common,
  displayName: 'fast',
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/test/live/',
    '/test/configurations/',
    '/test/package/',
    '/test/controllers/',
  ],
  maxWorkers: '100%',
  reporters: ['default', '<rootDir>/test/support/not-asked.js', '<rootDir>/test/support/counts.js'],
};
