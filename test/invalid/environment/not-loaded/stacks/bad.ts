import { readFileSync } from 'node:fs';
import { Component, defineEnvironment } from '../../../../../src';

const names = readFileSync('shops.txt', 'utf8').split('\n');

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    for (const name of names) new Component(stack, name);
  },
});
