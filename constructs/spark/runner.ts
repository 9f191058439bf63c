import { ApiObject } from 'cdk8s';
import { Component, type Namespace, type Stack } from '../../src';
import type { SparkOperator } from './operator';

export interface SparkRunnerProps {
  /** Where jobs run. */
  readonly on: Namespace;
  readonly operator: SparkOperator;
}

/**
 * Whom Spark's drivers are to the API server: an account that may make and remove the executors of its namespace, and what those need, and nothing else.
 *
 * The driver's own pod, its Service and its configuration the operator makes. What a driver asks for is what the Kubernetes backend of Spark 3 and 4 calls:
 * it watches and makes executors, gives them a ConfigMap, and removes all that carries the application's label when it ends.
 */
export class SparkRunner extends Component {
  constructor(
    stack: Stack,
    id: string,
    readonly props: SparkRunnerProps,
  ) {
    super(stack, id);
    const { on } = props;
    const metadata = { name: id, namespace: on.name };
    const account = { kind: 'ServiceAccount', name: id, namespace: on.name };
    new ApiObject(this, 'account', { apiVersion: 'v1', kind: 'ServiceAccount', metadata });
    new ApiObject(this, 'role', { apiVersion: RBAC, kind: 'Role', metadata, rules: RULES });
    new ApiObject(this, 'binding', {
      apiVersion: RBAC,
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: id },
      subjects: [account],
    });
  }
}

const RBAC = 'rbac.authorization.k8s.io/v1';
const REMOVES = ['list', 'delete', 'deletecollection'];
const RULES = [
  { apiGroups: [''], resources: ['pods'], verbs: ['get', 'watch', 'create', 'patch', ...REMOVES] },
  { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'create', ...REMOVES] },
  { apiGroups: [''], resources: ['services', 'persistentvolumeclaims'], verbs: ['get', ...REMOVES] },
];
