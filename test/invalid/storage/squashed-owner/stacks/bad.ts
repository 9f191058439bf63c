import { Postgresql } from '../../../../../constructs/postgresql/server';
import { SynologyNfs } from '../../../../../constructs/synology-nfs';
import { defineEnvironment, Size } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', CLUSTER);
    const { retaining: storageClass } = new SynologyNfs(stack, 'storage', {
      on: home.namespace('kube-system', { existing: true }),
      version: '4.13.4',
      server: '192.168.1.5',
      share: '/volume1/kubernetes',
      squash: { uid: 1024, gid: 100 },
    });
    const on = home.namespace('shop');
    new Postgresql(stack, 'postgres', { on, version: '16.14', size: Size.gibibytes(10), storageClass });
  },
});
