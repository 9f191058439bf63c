import { Component, defineEnvironment } from '../../../../../src';
import { write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const endpoints = [{ addresses: ['127.0.0.1'] }];
    const ports = [{ port: 80 }];
    const metadata = { name: 'web-1' };
    write(new Component(stack, 'shop'), {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata,
      addressType: 'IPv4',
      endpoints,
      ports,
    });
  },
});
