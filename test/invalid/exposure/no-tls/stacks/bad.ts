import { Component, defineEnvironment } from '../../../../../src';
import { controller, object, SERVICE, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const backend = { service: { name: 'web', port: { number: 80 } } };
    const rules = [{ host: 'shop.example.org', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }];
    write(
      new Component(stack, 'shop'),
      SERVICE,
      controller('Deployment'),
      object('networking.k8s.io/v1', 'Ingress', 'web', { rules }),
    );
  },
});
