import { Component, defineEnvironment } from '../../../../../src';
import { write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const apiGroup = 'rbac.authorization.k8s.io';
    const roleRef = { apiGroup, kind: 'ClusterRole', name: 'cluster-admin' };
    const subjects = [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }];
    write(new Component(stack, 'shop'), {
      apiVersion: `${apiGroup}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name: 'shop' },
      roleRef,
      subjects,
    });
  },
});
