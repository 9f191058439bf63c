#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');

// Node has it since 22.1.
enableCompileCache?.();
// Stacks are TypeScript wherever they stand; so are the sources of a clone, which alone has what makes the package.
require('tsx/cjs');
const isClone = existsSync(join(__dirname, '../tools/package.ts'));
require(isClone ? '../src/cli/main.ts' : '../lib/src/cli/main.js').main();
