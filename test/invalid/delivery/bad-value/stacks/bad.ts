import { Component, defineEnvironment } from '../../../../../src';
import { object, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    write(
      new Component(stack, 'shop'),
      object('source.toolkit.fluxcd.io/v1', 'GitRepository', 'shop', {
        interval: '5 minutes',
        url: 'https://github.com/example/shop',
        ref: { branch: 'main' },
      }),
    );
  },
});
