import { Component, defineEnvironment } from '../../../../../src';
import { write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const metadata = { name: 'prices', labels: { team: 'office hours' } };
    write(new Component(stack, 'shop'), { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { currency: 'EUR' } });
  },
});
