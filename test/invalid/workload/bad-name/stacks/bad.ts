import { Component, defineEnvironment } from '../../../../../src';
import { object, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const name = `import-${'of-everything-'.repeat(5)}again`;
    const { spec } = template({ ports: undefined, readinessProbe: undefined }, { restartPolicy: 'Never' });
    write(new Component(stack, 'shop'), object('batch/v1', 'Job', name, { template: { spec } }));
  },
});
