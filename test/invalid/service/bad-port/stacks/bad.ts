import { Component, defineEnvironment } from '../../../../../src';
import { controller, object, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const ports = [
      { port: 80, targetPort: 8080 },
      { port: 81, targetPort: 8080 },
    ];
    write(
      new Component(stack, 'shop'),
      controller('Deployment', template()),
      object('v1', 'Service', 'web', { selector: { app: 'web' }, ports }),
    );
  },
});
