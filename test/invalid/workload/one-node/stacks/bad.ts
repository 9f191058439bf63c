import { Component, Cpu, defineEnvironment, Size } from '../../../../../src';
import { controller, template, write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const nodes = {
      ...CLUSTER.nodes,
      hammer: { architecture: 'amd64', cpu: Cpu.cores(2), memory: Size.gibibytes(8) },
    } as const;
    stack.cluster('home', { ...CLUSTER, nodes }).namespace('shop');
    write(new Component(stack, 'shop'), controller('Deployment', template(), { replicas: 3 }));
  },
});
