import { containerPaths } from '../pods';
import { at, put } from '../sites';
import { appended, inContainer, inTemplate, type Operator, ofKind, ofPods } from './make';

const CAREFUL = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };

/** Changes that break nothing. */
export const controls: readonly Operator[] = [
  ofKind(
    /./,
    'annotation added',
    ['metadata', 'annotations', 'example.org/note'],
    ['any text, of any length: ünd Zeichen', ''],
    'accepted',
  ),
  ofKind(/./, 'label added', ['metadata', 'labels', 'example.org/team'], ['blue', '', 'v1.2_3-x'], 'accepted'),
  ofKind(/^(Deployment|StatefulSet)$/, 'replicas changed', ['spec', 'replicas'], [0, 2, 5], 'accepted'),
  {
    name: 'variables in another order',
    expected: 'accepted',
    mutants: (object) =>
      containerPaths(object).flatMap((path) => {
        const env = at(object, [...path, 'env']);
        return Array.isArray(env) && env.length > 1
          ? [{ where: 'container.env', object: put(object, [...path, 'env'], [...env].reverse()) }]
          : [];
      }),
  },
  appended(
    'variable added',
    inContainer('env'),
    [
      { name: 'MORE', value: '' },
      { name: 'YES', value: 'yes' },
    ],
    'accepted',
  ),
  appended(
    'container added',
    inTemplate('containers'),
    [{ name: 'beside', image: 'docker.io/library/busybox:1.37', securityContext: CAREFUL }],
    'accepted',
  ),
  ofPods('grace period', ['spec', 'terminationGracePeriodSeconds'], [0, 120], 'accepted'),
  ofPods('node selector', ['spec', 'nodeSelector'], [{ 'kubernetes.io/arch': 'amd64' }], 'accepted'),
  ofKind(/^Job$/, 'life of a Job', ['spec', 'ttlSecondsAfterFinished'], [0, 300], 'accepted'),
];
