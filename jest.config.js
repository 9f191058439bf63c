/** @type {import('jest').Config} */
const common = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  resolver: '<rootDir>/test/support/resolver.js',
  // Packages that are ES modules only: Node loads them by import(), jest needs them as CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(@kubernetes-models|kubernetes-models|is-cidr|cidr-regex|ip-regex)/)'],
  transform: {
    '\\.[jt]s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, sourceMaps: 'inline' }],
  },
};

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...common,
      displayName: 'fast',
      testMatch: ['**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/test/live/', '/test/configurations/'],
    },
    {
      ...common,
      displayName: 'live',
      testMatch: ['**/test/live/**/*.test.ts'],
      globalSetup: '<rootDir>/test/live/support/setup.ts',
      globalTeardown: '<rootDir>/test/live/support/teardown.ts',
      setupFilesAfterEnv: ['<rootDir>/test/live/support/timeout.ts'],
    },
    {
      ...common,
      displayName: 'configurations',
      testMatch: ['**/test/configurations/**/*.test.ts'],
    },
  ],
};
