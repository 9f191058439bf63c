import { Component, generated, Secret, Size, type Stack, Workload } from '../../src';
import { text } from '../../src/backends/yaml';
import type { Manifest } from '../../src/kubernetes/manifest';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';

const HARDENED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
const STATE = { apiGroups: [''], resources: ['secrets'], resourceNames: ['tunnel-state'], verbs: ['get', 'update'] };
const MAKING = { apiGroups: [''], resources: ['secrets'], verbs: ['create'] };

/** What is made of one workload, `web`. */
function made(say: (web: Workload, stack: Stack) => void, user?: { uid: number; gid: number }) {
  const { objects, artifacts, graph } = declare((stack) => {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    say(new Workload(new Component(stack, 'shop'), 'web', { ...WEB, on, ...(user && { user }) }), stack);
  });
  const of = (kind: string) => objects.filter((object) => object.kind === kind);
  const [controller] = of('Deployment') as (Manifest & { spec: { template: { metadata: object; spec: Pod } } })[];
  if (!controller) throw new Error('no Deployment');
  const file = (kind: string) => {
    const found = artifacts.find(({ path }) => path.endsWith(`/${kind.toLowerCase()}-web.yaml`));
    return found ? text(found) : undefined;
  };
  return { of, file, graph, controller, template: controller.spec.template, pod: controller.spec.template.spec };
}

interface Pod {
  readonly containers: readonly { readonly name: string; readonly [field: string]: unknown }[];
  readonly volumes?: unknown;
  readonly initContainers?: readonly { readonly [field: string]: unknown }[];
  readonly [field: string]: unknown;
}

describe('what a container is granted', () => {
  const { controller, template, pod, graph } = made((web) => {
    web.init('first', { command: ['true'] });
    web.grant({ capabilities: ['NET_RAW', 'NET_ADMIN'] }, 'makes a network interface');
    web.grant({ capabilities: ['NET_RAW'] }, 'asks others by ICMP');
  });

  it('is added once to what it has, which is nothing, and to no other container', () => {
    expect(pod.containers[0]?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW'] },
    });
    expect(pod.initContainers?.[0]?.securityContext).toEqual(HARDENED);
  });

  it('stands in its object with the reasons, where changing them restarts nothing', () => {
    expect(controller.metadata.annotations).toEqual({
      'steading.dev/grants': 'web: NET_ADMIN, NET_RAW (makes a network interface)\nweb: NET_RAW (asks others by ICMP)',
    });
    expect(template.metadata).not.toHaveProperty('annotations');
  });

  it('stands in the graph', () => {
    expect(graph.workloads[0]?.main.grants).toEqual([
      expect.objectContaining({ why: 'makes a network interface' }),
      expect.objectContaining({ privileges: { capabilities: ['NET_RAW'] }, why: 'asks others by ICMP' }),
    ]);
  });

  it('may be all privileges: the API server refuses to drop escalation then', () => {
    const { pod: privileged } = made((web) => web.grant({ privileged: true }, 'asks disks how they are'));
    expect(privileged.containers[0]?.securityContext).toEqual({ privileged: true });
  });
});

describe('a device that a container is granted', () => {
  const { controller, pod } = made((web) => {
    web.sidecar('tunnel', WEB).grant({ device: '/dev/net/tun' }, 'makes a network interface');
    web.sidecar('other', WEB).grant({ device: '/dev/net/tun' }, 'makes another');
  });

  it('is the node’s own, at the same path, for this container alone', () => {
    expect(pod.volumes).toEqual([{ name: 'dev-net-tun', hostPath: { path: '/dev/net/tun', type: 'CharDevice' } }]);
    const mounts = pod.containers.map(({ name, volumeMounts }) => [name, volumeMounts]);
    const tun = [{ name: 'dev-net-tun', mountPath: '/dev/net/tun' }];
    expect(mounts).toEqual([
      ['web', undefined],
      ['other', tun],
      ['tunnel', tun],
    ]);
  });

  it('is no capability, and stands in the object with its reason', () => {
    for (const { securityContext } of pod.containers) expect(securityContext).toEqual(HARDENED);
    expect(controller.metadata.annotations).toEqual({
      'steading.dev/grants': 'other: /dev/net/tun (makes another)\ntunnel: /dev/net/tun (makes a network interface)',
    });
  });
});

describe('what a workload may ask of the API server', () => {
  const { of, file, pod, controller } = made((web) => {
    web.may([MAKING], 'makes that Secret');
    web.may([STATE], 'keeps its state in a Secret');
  });

  it('is said by a Role of its own, with the reasons', () => {
    expect(file('Role')).toBe(`apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: web
  annotations:
    steading.dev/grants: |-
      keeps its state in a Secret
      makes that Secret
  labels:
    app: web
    app.kubernetes.io/managed-by: steading
    app.kubernetes.io/name: web
    app.kubernetes.io/part-of: shop
  namespace: shop
rules:
  - apiGroups:
      - ''
    resourceNames:
      - tunnel-state
    resources:
      - secrets
    verbs:
      - get
      - update
  - apiGroups:
      - ''
    resources:
      - secrets
    verbs:
      - create
`);
  });

  it('is bound to an account of its own, whose token the pod has', () => {
    expect(of('ServiceAccount')).toMatchObject([{ metadata: { name: 'web', namespace: 'shop' } }]);
    expect(of('RoleBinding')).toMatchObject([
      {
        metadata: { name: 'web', namespace: 'shop' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'web' },
        subjects: [{ kind: 'ServiceAccount', name: 'web', namespace: 'shop' }],
      },
    ]);
    expect(pod).toMatchObject({ serviceAccountName: 'web', automountServiceAccountToken: true });
  });

  it('is no privilege of its container', () => {
    expect(pod.containers[0]?.securityContext).toEqual(HARDENED);
    expect(controller.metadata).not.toHaveProperty('annotations');
  });

  it('is nothing, without an account, unless it is said', () => {
    const plain = made(() => undefined);
    for (const kind of ['ServiceAccount', 'Role', 'RoleBinding']) expect(plain.of(kind)).toEqual([]);
    expect(plain.pod).toMatchObject({ automountServiceAccountToken: false });
    expect(plain.pod).not.toHaveProperty('serviceAccountName');
  });
});

describe('a sidecar', () => {
  const { pod, controller, template } = made(
    (web, stack) => {
      web.file('/etc/shop.conf', 'open: 8');
      web.volume('data', { path: '/data', size: Size.gibibytes(1) });
      web.volume('socket', { path: '/run/shop' });
      const { namespace } = { namespace: web.on as ConstructorParameters<typeof Secret>[2]['namespace'] };
      const key = new Secret(new Component(stack, 'keys'), 'tunnel', { namespace, keys: { key: generated() } });
      const user = { uid: 0, gid: 0 };
      const env = { TS_AUTHKEY: key.key('key') };
      const tunnel = web.sidecar('tunnel', { ...WEB, args: ['up'], env, user, shares: ['/run/shop'] });
      tunnel.grant({ capabilities: ['NET_ADMIN'] }, 'makes a network interface');
      web.sidecar('exporter', WEB);
    },
    { uid: 101, gid: 101 },
  );
  const container = (name: string) => pod.containers.find((one) => one.name === name);

  it('stands behind the main container, hardened, as the same user', () => {
    expect(pod.containers.map(({ name }) => name)).toEqual(['web', 'exporter', 'tunnel']);
    expect(container('exporter')).toEqual({
      name: 'exporter',
      image: 'docker.io/library/nginx:1.29.1',
      resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      securityContext: HARDENED,
    });
  });

  it('has arguments, environment, user and privileges of its own', () => {
    expect(container('tunnel')).toMatchObject({
      args: ['up'],
      env: [{ name: 'TS_AUTHKEY', valueFrom: { secretKeyRef: { name: 'tunnel', key: 'key' } } }],
      securityContext: { runAsUser: 0, runAsGroup: 0, runAsNonRoot: false, capabilities: { add: ['NET_ADMIN'] } },
    });
    expect(container('web')?.securityContext).toEqual(HARDENED);
    expect(controller.metadata.annotations).toEqual({
      'steading.dev/grants': 'tunnel: NET_ADMIN (makes a network interface)',
    });
  });

  it('sees of files and volumes what it shares', () => {
    expect(container('tunnel')?.volumeMounts).toEqual([{ name: 'socket', mountPath: '/run/shop' }]);
    expect(container('web')?.volumeMounts).toHaveLength(3);
  });

  it('restarts with its pod when a contract that it reads is rotated', () => {
    expect(template.metadata).toMatchObject({ annotations: { 'steading.dev/secrets': 'tunnel@1' } });
  });
});
