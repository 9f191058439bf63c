/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  rootDir: __dirname,
  roots: ['<rootDir>/test'],
  resolver: '<rootDir>/test/support/resolver.js',
  setupFilesAfterEnv: ['<rootDir>/test/support/timeout.ts'],
  // Packages that are ES modules only: Node loads them by import(), jest needs them as CommonJS.
  transformIgnorePatterns: ['/node_modules/(?!(@kubernetes-models|kubernetes-models|is-cidr|cidr-regex|ip-regex)/)'],
  transform: {
    '\\.[jt]s$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, sourceMaps: 'inline' }],
  },
};
