import { Component, defineEnvironment } from '../../../../../src';
import { controller, object, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', { ...CLUSTER, kubernetes: '1.25' }).namespace('shop');
    const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
    const spec = { scaleTargetRef, maxReplicas: 3 };
    write(
      new Component(stack, 'shop'),
      controller('Deployment'),
      object('autoscaling/v2beta2', 'HorizontalPodAutoscaler', 'web', spec),
    );
  },
});
