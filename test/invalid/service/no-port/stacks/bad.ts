import { ApiObject } from 'cdk8s';
import { Component, defineEnvironment, Workload } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    const shop = new Component(stack, 'shop');
    const web = new Workload(shop, 'web', { ...WEB, on });
    web.listen('http', { port: 8080 });
    web.healthy({ path: '/' });
    const spec = { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8081 }] };
    new ApiObject(shop, 'shop', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'shop', namespace: on.name },
      spec,
    });
  },
});
