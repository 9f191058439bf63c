import { Component, defineEnvironment } from '../../../../../src';
import { controller, object, SERVICE, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const routes = [{ kind: 'Rule', match: 'Host(`metrics.example.org`)', services: [{ name: 'web', port: 80 }] }];
    const shop = new Component(stack, 'shop');
    write(shop, SERVICE, controller('Deployment', template({ image: 'quay.io/prometheus/prometheus:v3.7.3' })));
    write(shop, object('traefik.io/v1alpha1', 'IngressRoute', 'web', { entryPoints: ['websecure'], routes, tls: {} }));
  },
});
