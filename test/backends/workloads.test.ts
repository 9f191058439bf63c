import {
  type ClusterProps,
  Component,
  Cpu,
  Duration,
  generated,
  Image,
  Secret,
  Size,
  type Stack,
  Workload,
} from '../../src';
import { text } from '../../src/backends/yaml';
import type { Manifest } from '../../src/kubernetes/manifest';
import type { WorkloadProps } from '../../src/model/workload';
import { CLUSTER, WEB } from '../invalid/props';
import { declare } from '../support/declare';

interface Container {
  readonly name: string;
  readonly [field: string]: unknown;
}

interface Pod {
  readonly metadata: { readonly labels: Record<string, string>; readonly annotations?: Record<string, string> };
  readonly spec: {
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
    readonly volumes?: readonly Record<string, unknown>[];
    readonly [field: string]: unknown;
  };
}

type Say = (web: Workload, namespace: ConstructorParameters<typeof Secret>[2]['namespace'], stack: Stack) => void;

/** What is made of one workload, `web`. */
function made(say: Say = () => undefined, props: Partial<WorkloadProps> = {}) {
  const { objects, artifacts } = declare((stack) => {
    const on = stack.cluster('home', CLUSTER).namespace('shop');
    say(new Workload(new Component(stack, 'shop'), 'web', { ...WEB, on, ...props }), on, stack);
  });
  const of = (kind: string) => objects.find((object) => object.kind === kind) as Manifest;
  const controller = of(props.kind ?? 'Deployment');
  const { template, ...spec } = controller.spec as { template: Pod; [field: string]: unknown };
  const main = template.spec.containers[0] as Container;
  return { objects, artifacts, of, controller, spec, template, pod: template.spec, main };
}

describe('a pod is hardened unless its construct says otherwise', () => {
  const { pod, main } = made((web) => web.init('first', { command: ['true'] }));

  it('has no token, no links to Services, and the seccomp profile of the runtime', () => {
    expect(pod).toMatchObject({
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
    });
  });

  it('gains no privileges and has no capabilities, in any container', () => {
    const none = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } };
    for (const container of [main, ...(pod.initContainers ?? [])]) expect(container.securityContext).toEqual(none);
    expect(pod.initContainers).toHaveLength(1);
  });

  it('asks for what it needs, and has a limit of memory but none of processor time', () => {
    const bounds = { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '64Mi' } };
    for (const container of [main, ...(pod.initContainers ?? [])]) expect(container.resources).toEqual(bounds);
    const resources = {
      cpu: Cpu.cores(1),
      memory: Size.gibibytes(1),
      memoryLimit: Size.gibibytes(2),
      cpuLimit: Cpu.cores(2),
    };
    expect(made(undefined, { resources }).main.resources).toEqual({
      requests: { cpu: '1', memory: '1Gi' },
      limits: { cpu: '2', memory: '2Gi' },
    });
  });

  it('runs as who its construct says, and may not be root then', () => {
    expect(made(undefined, { user: { uid: 999, gid: 1000 } }).pod.securityContext).toEqual({
      runAsUser: 999,
      runAsGroup: 1000,
      runAsNonRoot: true,
      fsGroup: 1000,
      fsGroupChangePolicy: 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(made(undefined, { user: { uid: 0, gid: 0, fsGroup: 7 } }).pod.securityContext).toMatchObject({
      runAsUser: 0,
      fsGroup: 7,
    });
    expect(made(undefined, { user: { uid: 0, gid: 0 } }).pod.securityContext).not.toHaveProperty('runAsNonRoot');
  });
});

describe('health', () => {
  const often = { periodSeconds: 10, timeoutSeconds: 5 };

  it('is asked at the port that answers, readiness and liveness apart', () => {
    const { main } = made((web) => {
      web.listen('http', { port: 8080, servicePort: 80 });
      web.healthy({ path: '/ready', live: '/live', startup: Duration.seconds(95) });
    });
    expect(main).toMatchObject({
      startupProbe: { httpGet: { path: '/ready', port: 8080 }, failureThreshold: 10, ...often },
      readinessProbe: { httpGet: { path: '/ready', port: 8080 }, ...often },
      livenessProbe: { httpGet: { path: '/live', port: 8080 }, failureThreshold: 6, ...often },
    });
  });

  it('is asked by a command where that is said', () => {
    const { main } = made((web) => web.healthy({ command: ['pg_isready'] }));
    expect(main.readinessProbe).toEqual({ exec: { command: ['pg_isready'] }, ...often });
  });

  it('is asked at the port that was opened first, not at the first by name', () => {
    const { main } = made((web) => {
      web.listen('http', { port: 8080 });
      web.listen('dns', { port: 5353 });
      web.healthy({ path: '/' });
    });
    expect(main.readinessProbe).toMatchObject({ httpGet: { port: 8080 } });
  });

  it('is asked nowhere when nothing is said', () => {
    expect(Object.keys(made().main).filter((key) => key.endsWith('Probe'))).toEqual([]);
  });
});

describe('a pod restarts when, and only when, what it reads has changed', () => {
  const annotations = (say: Say) => made(say).template.metadata.annotations;

  it('a file', () => {
    const file = (content: string) => annotations((web) => web.file('/etc/shop.conf', content));
    expect(file('a')).toEqual(file('a'));
    expect(file('a')).not.toEqual(file('b'));
    expect(Object.keys(file('a') ?? {})).toEqual(['steading.dev/config']);
    expect(annotations(() => undefined)).toBeUndefined();
  });

  it('another workload’s file does not restart it', () => {
    const beside = (content: string) =>
      made((web, on) => {
        web.file('/etc/shop.conf', 'mine');
        new Workload(web.component, 'zoo', { ...WEB, on }).file('/etc/zoo.conf', content);
      }).template;
    expect(beside('a')).toEqual(beside('b'));
  });

  it('the version of a contract, also of one that it derives from', () => {
    const secrets = (version: number, other = 1) =>
      annotations((web, namespace) => {
        const root = new Secret(web.component, 'root', { namespace, keys: { a: generated() }, version });
        const leaf = new Secret(web.component, 'leaf', {
          namespace,
          keys: { b: { from: 'derived', template: ['x', root.key('a')] } },
        });
        new Secret(web.component, 'unread', { namespace, keys: { c: generated() }, version: other });
        web.env({ B: leaf.key('b') });
      });
    expect(secrets(1)).toEqual({ 'steading.dev/secrets': 'leaf@1,root@1' });
    expect(secrets(2)).toEqual({ 'steading.dev/secrets': 'leaf@1,root@2' });
    expect(secrets(1, 2)).toEqual(secrets(1));
  });

  it('a Job runs again under another name, for its template cannot be changed', () => {
    const name = (command: string) => made(undefined, { kind: 'Job', command: [command] }).controller.metadata.name;
    expect(name('a')).toMatch(/^web-[0-9a-f]{10}$/);
    expect(name('a')).toBe(name('a'));
    expect(name('a')).not.toBe(name('b'));
  });
});

describe('labels', () => {
  it('of a pod are found by the selector of its controller and of its Service', () => {
    const { spec, template, of } = made((web) => web.listen('http', { port: 8080 }), { labels: { tier: 'front' } });
    expect(spec.selector).toEqual({ matchLabels: { app: 'web' } });
    expect(of('Service').spec).toMatchObject({ selector: { app: 'web' } });
    expect(template.metadata.labels).toEqual({
      app: 'web',
      tier: 'front',
      'app.kubernetes.io/name': 'web',
      'app.kubernetes.io/managed-by': 'steading',
      'app.kubernetes.io/part-of': 'shop',
    });
  });
});

describe('files and volumes', () => {
  it('a file is mounted at its path, from a ConfigMap that holds its text', () => {
    const { main, pod, of } = made((web) => web.file('/etc/shop/shop.conf', () => 'open: 8'));
    expect(of('ConfigMap')).toMatchObject({
      metadata: { name: 'web-config', namespace: 'shop' },
      data: { 'shop.conf': 'open: 8' },
    });
    expect(main.volumeMounts).toEqual([
      { name: 'web-config', mountPath: '/etc/shop/shop.conf', subPath: 'shop.conf', readOnly: true },
    ]);
    expect(pod.volumes).toEqual([{ name: 'web-config', configMap: { name: 'web-config' } }]);
  });

  it('two files of one name in different folders are two files', () => {
    const { main, objects } = made((web) => {
      web.file('/etc/a/config.yaml', 'a');
      web.file('/etc/b/config.yaml', 'b');
    });
    const maps = new Map(
      objects
        .filter(({ kind }) => kind === 'ConfigMap')
        .map(({ metadata, data }) => [metadata.name, data as Record<string, string>]),
    );
    const mounts = main.volumeMounts as { name: string; mountPath: string; subPath: string }[];
    const read = (path: string) => {
      const mount = mounts.find(({ mountPath }) => mountPath === path);
      return mount && maps.get(mount.name)?.[mount.subPath];
    };
    expect([read('/etc/a/config.yaml'), read('/etc/b/config.yaml')]).toEqual(['a', 'b']);
  });

  it('a volume with a size is a claim, and one pod has it at a time', () => {
    const { pod, spec, of } = made((web) => {
      web.volume('data', { path: '/data', size: Size.gibibytes(5), storageClass: 'longhorn' });
      web.volume('tmp', { path: '/tmp' });
    });
    expect(pod.volumes).toEqual([
      { name: 'data', persistentVolumeClaim: { claimName: 'web-data' } },
      { name: 'tmp', emptyDir: {} },
    ]);
    expect(spec.strategy).toEqual({ type: 'Recreate' });
    expect(of('PersistentVolumeClaim')).toMatchObject({
      metadata: { name: 'web-data', namespace: 'shop' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'longhorn',
        resources: { requests: { storage: '5Gi' } },
      },
    });
    expect(made().spec).not.toHaveProperty('strategy');
  });

  it('a StatefulSet makes its claims itself, and names its Service', () => {
    const { pod, spec, objects } = made((web) => web.volume('data', { path: '/data', size: Size.gibibytes(5) }), {
      kind: 'StatefulSet',
    });
    expect(spec).toMatchObject({
      serviceName: 'web',
      // As the API server completes them: an object that stays otherwise is OutOfSync to Argo CD.
      volumeClaimTemplates: [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: { resources: { requests: { storage: '5Gi' } } },
        },
      ],
    });
    expect(pod).not.toHaveProperty('volumes');
    expect(objects.map(({ kind }) => kind)).not.toContain('PersistentVolumeClaim');
  });

  it('an init container sees the same files and volumes', () => {
    const { main, pod } = made((web) => {
      web.volume('data', { path: '/data' });
      web.init('first', { command: ['ls', '/data'] });
    });
    expect(pod.initContainers?.[0]?.volumeMounts).toEqual(main.volumeMounts);
  });
});

describe('a workload', () => {
  it('calls its container as it does itself, or as it is told', () => {
    expect(made().main.name).toBe('web');
    expect(made(undefined, { container: 'nginx' }).main.name).toBe('nginx');
    expect(made(undefined, { container: 'nginx' }).controller.metadata.name).toBe('web');
  });

  it('is replaced without a gap, unless there must never be two', () => {
    expect(made().spec).not.toHaveProperty('strategy');
    expect(made(undefined, { alone: true }).spec).toMatchObject({ strategy: { type: 'Recreate' } });
  });
});

describe('a Service', () => {
  it('leads from its port to that of the container, by the transport of the protocol', () => {
    const { of } = made((web) => {
      web.listen('http', { port: 8080, servicePort: 80 });
      web.listen('dns', { port: 5353, servicePort: 53 });
    });
    expect(of('Service').spec).toEqual({
      selector: { app: 'web' },
      ports: [
        { name: 'dns', port: 53, targetPort: 5353, protocol: 'UDP' },
        { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' },
      ],
    });
  });

  it('takes a node port for what is exposed, and for nothing beside it', () => {
    const { objects } = made((web, on) => {
      const http = web.listen('http', { port: 8080 });
      web.listen('redis', { port: 6379 });
      new Workload(web.component, 'zoo', { ...WEB, on }).listen('http', { port: 8080 });
      web.component.expose(http, { nodePort: 30080 });
    });
    const services = objects.filter(({ kind }) => kind === 'Service');
    const nodePorts = services.flatMap(({ metadata, spec }) =>
      (spec as { ports: { name: string; nodePort?: number }[] }).ports.flatMap(({ name, nodePort }) =>
        nodePort ? [`${metadata.name} ${name} ${nodePort}`] : [],
      ),
    );
    expect(nodePorts).toEqual(['web http 30080']);
    expect(services.map(({ metadata, spec }) => `${metadata.name} ${(spec as { type?: string }).type}`)).toEqual([
      'web NodePort',
      'zoo undefined',
    ]);
  });

  it('is a load balancer where it has the address of one, with the node port that it is told', () => {
    const { of } = made((web) => {
      const http = web.listen('http', { port: 8080 });
      web.component.expose(http, { loadBalancer: '192.0.2.7' });
      web.component.expose(http, { nodePort: 30080 });
    });
    expect(of('Service').spec).toMatchObject({ type: 'LoadBalancer', ports: [{ port: 8080, nodePort: 30080 }] });
  });

  it('is not made for what listens nowhere', () => {
    expect(made().objects.map(({ kind }) => kind)).toEqual(['Namespace', 'Deployment']);
  });
});

describe('files of the tree', () => {
  it('are as many as objects: no two share one', () => {
    const { artifacts } = declare((stack) => {
      const home = stack.cluster('home', CLUSTER);
      const shop = new Component(stack, 'shop');
      const [one, two] = [home.namespace('one'), home.namespace('two')];
      new Workload(shop, 'web', { ...WEB, on: one }).file('/a.conf', 'a', { configMap: 'web' });
      new Workload(shop, 'zoo', { ...WEB, on: two }).file('/a.conf', 'b', { configMap: 'web' });
      new Workload(shop, 'yak', { ...WEB, on: two }).file('/a.conf', 'c', { configMap: 'web-one' });
      new Workload(shop, 'xen', { ...WEB, on: two }).file('/a.conf', 'd', { configMap: 'web-two' });
    });
    const paths = artifacts.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)].sort());
    for (const artifact of artifacts) expect(text(artifact)).not.toBe('');
  });
});

describe('a pod goes where its construct and its image allow', () => {
  const pi = { architecture: 'arm64', cpu: Cpu.cores(4), memory: Size.gibibytes(8) } as const;
  const mixed = { ...CLUSTER, nodes: { ...CLUSTER.nodes, pi } };
  const only = Image.of('docker.io/library/nginx', { tag: '1.29.1', platforms: ['amd64'] });

  function selected(image: Image, props: Partial<WorkloadProps> = {}, cluster: ClusterProps = mixed) {
    const { objects } = declare((stack) => {
      const on = stack.cluster('home', cluster).namespace('shop');
      new Workload(new Component(stack, 'shop'), 'web', { ...WEB, image, on, ...props });
    });
    const spec = objects.find(({ kind }) => kind === 'Deployment')?.spec as { template: Pod };
    return spec.template.spec.nodeSelector;
  }

  it('keeps to the nodes that its image is built for, where others are no such nodes', () => {
    expect(selected(only)).toEqual({ 'kubernetes.io/arch': 'amd64' });
    expect(selected(WEB.image)).toBeUndefined();
    expect(selected(only, {}, CLUSTER)).toBeUndefined();
    const chosen = { nodeSelector: { disk: 'ssd' } };
    expect(selected(only, { scheduling: chosen })).toEqual({ 'kubernetes.io/arch': 'amd64', disk: 'ssd' });
  });

  it('says what Kubernetes calls it', () => {
    const { pod } = made(() => undefined, {
      scheduling: { tolerations: [{ operator: 'Exists' }], runtimeClass: 'nvidia' },
      hostNetwork: { why: 'answers multicast of the LAN' },
    });
    expect(pod).toMatchObject({
      tolerations: [{ operator: 'Exists' }],
      runtimeClassName: 'nvidia',
      hostNetwork: true,
      dnsPolicy: 'ClusterFirstWithHostNet',
    });
  });

  it('is one on each node as a DaemonSet', () => {
    const { spec } = made(() => undefined, { kind: 'DaemonSet' });
    expect(spec).toEqual({ selector: { matchLabels: { app: 'web' } } });
  });

  it('never asks for the GPU of the pod that it replaces', () => {
    expect(made(() => undefined, { gpu: true }).spec).toMatchObject({ strategy: { type: 'Recreate' } });
  });
});

it('mounts what exists already', () => {
  const { pod, main, objects } = made((web) => {
    web.volume('photos', {
      path: '/photos',
      from: { nfs: { server: '192.168.1.20', path: '/photos' } },
      readOnly: true,
    });
    web.volume('library', { path: '/library', from: { claim: 'library' } });
    const stick = { path: '/dev/ttyUSB0', type: 'CharDevice', why: 'the radio of the house' } as const;
    web.volume('stick', { path: '/dev/ttyUSB0', from: { hostPath: stick } });
  });
  expect(pod.volumes).toEqual([
    { name: 'library', persistentVolumeClaim: { claimName: 'library' } },
    { name: 'photos', nfs: { server: '192.168.1.20', path: '/photos', readOnly: true } },
    { name: 'stick', hostPath: { path: '/dev/ttyUSB0', type: 'CharDevice' } },
  ]);
  expect(main.volumeMounts).toContainEqual({ name: 'photos', mountPath: '/photos', readOnly: true });
  expect(objects.filter(({ kind }) => kind === 'PersistentVolumeClaim')).toEqual([]);
});

it('has a headless Service for the names of a StatefulSet that listens nowhere, and for no other', () => {
  expect(made(() => undefined, { kind: 'StatefulSet' }).of('Service').spec).toEqual({
    clusterIP: 'None',
    selector: { app: 'web' },
  });
  expect(made().of('Service')).toBeUndefined();
});

describe('a patch', () => {
  it('of pods is laid over what is made, and a Job of another template is another Job', () => {
    const { pod, main } = made((web) =>
      web.pod({ hostname: 'web', containers: [{ name: 'web', tty: true }] }, 'a test'),
    );
    expect(pod.hostname).toBe('web');
    expect(main).toMatchObject({ name: 'web', tty: true, image: String(WEB.image) });
    const nameOf = (say?: Say) => made(say, { kind: 'Job' }).controller.metadata.name;
    expect(nameOf((web) => web.pod({ hostname: 'web' }, 'a test'))).not.toBe(nameOf());
  });

  it('of an object is laid over that object alone', () => {
    const { of } = made((web) => {
      web.listen('http', { port: 80 });
      web.component.patch({ kind: 'Service', name: 'web' }, { spec: { sessionAffinity: 'ClientIP' } }, 'a test');
    });
    expect(of('Service').spec).toMatchObject({ sessionAffinity: 'ClientIP', selector: { app: 'web' } });
    expect(of('Deployment').spec).not.toHaveProperty('sessionAffinity');
  });

  it('says in TypeScript what a field may be', () => {
    made((web) => {
      // @ts-expect-error a Service has no such affinity
      web.component.patch({ kind: 'Service', name: 'web' }, { spec: { sessionAfinity: 'ClientIP' } }, 'a test');
      // @ts-expect-error a pod has no such field
      web.pod({ hostNetwrok: true }, 'a test');
    });
  });
});
