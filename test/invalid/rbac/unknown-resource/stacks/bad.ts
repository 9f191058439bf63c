import { Component, defineEnvironment } from '../../../../../src';
import { write } from '../../../objects';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const rules = [
      { apiGroups: [''], resources: ['deployments'], verbs: ['get'] },
      { apiGroups: [''], resources: ['pod'], verbs: ['get'] },
    ];
    write(new Component(stack, 'shop'), {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'reader' },
      rules,
    });
  },
});
