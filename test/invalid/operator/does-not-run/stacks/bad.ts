import { Component, defineEnvironment, HelmRelease } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', CLUSTER);
    new HelmRelease(new Component(stack, 'kafka'), 'kafka', {
      namespace: home.namespace('kafka'),
      chart: 'strimzi-kafka-operator',
      version: '0.43.0',
      repository: 'https://strimzi.io/charts/',
    });
  },
});
