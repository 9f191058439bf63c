import type { Fields } from '../../src/kubernetes/manifest';

const CONTAINER = { name: 'web', image: 'nginx', env: [{ name: 'A', value: '1' }], args: ['-a', '-b'] };

/** A Deployment whose pods have one of each kind of list. */
export const DEPLOYMENT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' } },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [CONTAINER, { name: 'side', image: 'busybox' }],
        volumes: [{ name: 'data', emptyDir: {} }],
        tolerations: [{ key: 'a', operator: 'Exists' }],
      },
    },
  },
};

const pods = (spec: Fields): Fields => ({ spec: { template: { spec } } });

/** Patches by what they do. */
export const PATCHES: Readonly<Record<string, Fields>> = {
  'sets a field': { spec: { minReadySeconds: 10 } },
  'removes a field': { spec: { replicas: null } },
  'merges maps': { metadata: { annotations: { a: 'b' }, labels: { tier: 'front' } } },
  'merges a container by name': pods({ containers: [{ name: 'side', tty: true }] }),
  'merges what is in a container': pods({ containers: [{ name: 'web', env: [{ name: 'B', value: '2' }] }] }),
  'changes a variable in place': pods({ containers: [{ name: 'web', env: [{ name: 'A', value: '3' }] }] }),
  'replaces a list without keys': pods({ containers: [{ name: 'web', args: ['-c'] }] }),
  'replaces tolerations, which have no key': pods({ tolerations: [{ key: 'b', operator: 'Exists' }] }),
  'adds a mount by its path': pods({
    containers: [{ name: 'web', volumeMounts: [{ name: 'data', mountPath: '/data' }] }],
    volumes: [{ name: 'data', emptyDir: { medium: 'Memory' } }],
  }),
  'sets what was not there': pods({ hostAliases: [{ ip: '10.0.0.1', hostnames: ['nas'] }], hostNetwork: true }),
};
