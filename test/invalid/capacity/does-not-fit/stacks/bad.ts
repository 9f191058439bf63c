import { Component, defineEnvironment } from '../../../../../src';
import { controller, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const resources = { requests: { cpu: 1, memory: '6Gi' }, limits: { memory: '6Gi' } };
    write(new Component(stack, 'shop'), controller('Deployment', template({ resources }), { replicas: 3 }));
  },
});
