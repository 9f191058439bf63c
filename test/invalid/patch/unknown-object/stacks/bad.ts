import { Component, Cpu, defineEnvironment, Image, Size, Workload } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    const shop = new Component(stack, 'shop');
    new Workload(shop, 'web', {
      on,
      image: Image.of('docker.io/library/nginx', { tag: '1.29.1', platforms: ['amd64', 'arm64'] }),
      resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(32), memoryLimit: Size.mebibytes(64) },
    });
    shop.patch({ kind: 'Deployment', name: 'wep' }, { spec: { minReadySeconds: 10 } }, 'waits before it goes on');
  },
});
