import { ApiObject } from 'cdk8s';
import { Component, defineEnvironment } from '../../../../../src';
import { FLUX } from '../../../../fixtures/flux';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.deliver(FLUX, { layout: { folders: [{ path: 'base', overlay: 'home' }] } });
    stack.cluster('home', CLUSTER);
    const storage = new Component(stack, 'storage');
    new ApiObject(storage, 'nfs', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'nfs' },
      provisioner: 'nfs.csi.k8s.io',
      parameters: { server: '192.168.1.5', share: '/volume1' },
    });
    storage.varies('StorageClass/nfs', ['parameters.server', 'parameters.path']);
  },
});
