import { Component, defineEnvironment } from '../../../../../src';
import { object, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const { spec } = template({ ports: undefined, readinessProbe: undefined }, { restartPolicy: 'Never' });
    const jobTemplate = { spec: { template: { spec } } };
    write(new Component(stack, 'shop'), object('batch/v1', 'CronJob', 'bills', { schedule: '0 * * * *', jobTemplate }));
  },
});
