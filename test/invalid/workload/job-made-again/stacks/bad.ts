import { ARGO_CD, Component, defineEnvironment } from '../../../../../src';
import { object, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', { ...CLUSTER, brings: ARGO_CD }).namespace('shop');
    stack.deliver({
      engine: 'argocd',
      repository: 'https://git.example.org/shop.git',
      revision: 'main',
      path: '',
      namespace: 'argocd',
    });
    const { spec } = template({ ports: undefined, readinessProbe: undefined }, { restartPolicy: 'Never' });
    write(
      new Component(stack, 'shop'),
      object('batch/v1', 'Job', 'import', { ttlSecondsAfterFinished: 300, template: { spec } }),
    );
  },
});
