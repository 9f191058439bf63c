import { Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { controller, object, SERVICE, write } from '../../../objects';
import { CLUSTER } from '../../../props';

const PROMETHEUS = {
  chart: 'kube-prometheus-stack',
  version: '79.5.0',
  repository: 'https://prometheus-community.github.io/helm-charts',
};

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const cluster = stack.cluster('home', CLUSTER);
    cluster.namespace('shop');
    const namespace = cluster.namespace('monitoring');
    const defines = ['monitoring.coreos.com/ServiceMonitor'];
    new HelmRelease(new Component(stack, 'monitoring'), 'prometheus', { ...PROMETHEUS, namespace, defines });
    const selector = { matchLabels: { app: 'web' } };
    const shop = new Component(stack, 'shop');
    write(shop, SERVICE, controller('Deployment'));
    write(
      shop,
      object('monitoring.coreos.com/v1', 'ServiceMonitor', 'web', { selector, endpoints: [{ port: 'http' }] }),
    );
  },
});
