import { Component, defineEnvironment } from '../../../../../src';
import { object, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const resources = { requests: { storage: '0' } };
    write(
      new Component(stack, 'shop'),
      object('v1', 'PersistentVolumeClaim', 'data', { accessModes: ['ReadWriteOnce'], resources }),
    );
  },
});
