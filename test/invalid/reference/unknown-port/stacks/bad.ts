import { Component, defineEnvironment } from '../../../../../src';
import { controller, object, SERVICE, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const routes = [{ kind: 'Rule', match: 'Host(`shop.example.org`)', services: [{ name: 'web', port: 8080 }] }];
    const shop = new Component(stack, 'shop');
    write(shop, SERVICE, controller('Deployment'));
    write(shop, object('traefik.io/v1alpha1', 'IngressRoute', 'web', { entryPoints: ['websecure'], routes, tls: {} }));
  },
});
