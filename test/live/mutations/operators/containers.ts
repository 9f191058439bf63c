import { containerPaths } from '../pods';
import { at, type Json, put } from '../sites';
import {
  appended,
  inContainer,
  inTemplate,
  LONG,
  type Operator,
  ofContainers,
  ofKind,
  ofPods,
  twice,
  values,
} from './make';

/** Changes to pods and their containers. */
export const containers: readonly Operator[] = [
  values('selector mismatch', /^spec\.selector\.matchLabels\.app$/, ['another'], 'mixed'),
  values('selector mismatch', /^spec\.template\.metadata\.labels\.app$/, ['another'], 'mixed'),
  ofKind(/^(Deployment|StatefulSet)$/, 'selector of everything', ['spec', 'selector'], [{}]),
  appended('unknown volume mounted', inContainer('volumeMounts'), [{ name: 'nowhere', mountPath: '/nowhere' }]),
  appended('mount twice', inContainer('volumeMounts'), [{ name: 'tmp', mountPath: '' }]),
  values('bad mount path', inContainer('volumeMounts\\[\\]\\.mountPath'), ['']),
  values('odd mount path', inContainer('volumeMounts\\[\\]\\.mountPath'), ['/a:b', 'relative'], 'accepted'),
  values('bad sub path', inContainer('volumeMounts\\[\\]\\.subPath'), ['../up', '/root']),
  values('bad sub path', inContainer('volumeMounts\\[\\]\\.subPath'), ['a/b'], 'accepted'),
  twice('container twice', inTemplate('(initContainers|containers)')),
  twice('volume twice', inTemplate('volumes')),
  twice('variable twice', inContainer('env')),
  twice('mount twice', inContainer('volumeMounts')),
  {
    name: 'init container called as another',
    expected: 'refused',
    mutants: (object) => {
      const [first, ...others] = containerPaths(object);
      const last = others.at(-1);
      if (!first?.includes('initContainers') || !last) return [];
      return [
        {
          where: 'initContainers[].name',
          object: put(object, [...first, 'name'], at(object, [...last, 'name']) as Json),
        },
      ];
    },
  },
  values('bad container name', inContainer('name'), ['Upper', 'a_b', LONG, 'a.b', '']),
  values('bad volume name', inTemplate('volumes\\[\\]\\.name'), ['Upper', 'a.b', LONG]),
  values('bad variable name', inContainer('env\\[\\]\\.name'), ['A=B', '']),
  values('odd variable name', inContainer('env\\[\\]\\.name'), ['1A', 'with-dash', 'a.b'], 'accepted'),
  appended('variable with two sources', inContainer('env'), [
    { name: 'BOTH', value: 'x', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } },
    { name: 'TWO', valueFrom: { secretKeyRef: { name: 'a', key: 'b' }, configMapKeyRef: { name: 'a', key: 'b' } } },
    { name: 'NONE', valueFrom: {} },
    { name: 'NAMELESS', valueFrom: { secretKeyRef: { name: 'a', key: '' } } },
    { name: 'BADKEY', valueFrom: { secretKeyRef: { name: 'a', key: 'a b' } } },
    { name: 'FIELD', valueFrom: { fieldRef: { fieldPath: 'spec.nothing' } } },
    { name: 'RESOURCE', valueFrom: { resourceFieldRef: { resource: 'limits.nothing' } } },
  ]),
  appended(
    'variable from elsewhere',
    inContainer('env'),
    [
      { name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      { name: 'LABEL', valueFrom: { fieldRef: { fieldPath: "metadata.labels['app']" } } },
      { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'limits.memory' } } },
      { name: 'KEY', valueFrom: { secretKeyRef: { name: 'elsewhere', key: 'KEY', optional: true } } },
    ],
    'accepted',
  ),
  ofContainers('bad image', ['image'], ['', ' docker.io/a:1', 'docker.io/a:1 ']),
  ofContainers('other image', ['image'], ['docker.io/library/busybox:1.37', 'a@sha256:0'], 'accepted'),
  ofContainers('bad pull policy', ['imagePullPolicy'], ['Sometimes', 'always']),
  ofContainers('no pull policy', ['imagePullPolicy'], [''], 'accepted'),
  ofContainers('other pull policy', ['imagePullPolicy'], ['Always', 'Never', 'IfNotPresent'], 'accepted'),
  ofContainers('bad termination policy', ['terminationMessagePolicy'], ['Log']),
  ofContainers('bad termination path', ['terminationMessagePath'], ['/dev/log'], 'accepted'),
  ofContainers('bad working directory', ['workingDir'], ['/data'], 'accepted'),
  ofContainers('probe without a handler', ['readinessProbe'], [{}, { periodSeconds: 5 }]),
  ofContainers('probe with two handlers', ['readinessProbe'], [{ exec: { command: ['a'] }, tcpSocket: { port: 80 } }]),
  ofContainers(
    'probe that needs two successes',
    ['livenessProbe'],
    [
      { exec: { command: ['true'] }, successThreshold: 2 },
      { exec: { command: ['true'] }, periodSeconds: -1 },
      { exec: { command: ['true'] }, failureThreshold: -1 },
      { exec: { command: ['true'] }, timeoutSeconds: -2 },
      { exec: { command: ['true'] }, initialDelaySeconds: -1 },
      { exec: { command: [] } },
      { httpGet: { port: 80, path: '/', scheme: 'FTP' } },
      { httpGet: { port: 80, path: '/', httpHeaders: [{ name: 'bad header', value: 'x' }] } },
      { grpc: { port: 0 } },
    ],
  ),
  ofContainers('hook without a handler', ['lifecycle'], [{ postStart: {} }, { preStop: { tcpSocket: {} } }]),
  ofContainers('hook that sleeps', ['lifecycle'], [{ preStop: { sleep: { seconds: 5 } } }], 'mixed'),
  ofContainers('restart policy of a container', ['restartPolicy'], ['Sometimes']),
  ofContainers('bad user', ['securityContext', 'runAsUser'], [-1, 4294967296]),
  ofContainers(
    'variables from nothing',
    ['envFrom'],
    [[{}], [{ secretRef: { name: '' } }], [{ prefix: 'A=', configMapRef: { name: 'a' } }]],
    'mixed',
  ),
  ofPods('bad user', ['spec', 'securityContext', 'runAsUser'], [-1]),
  ofPods('bad group', ['spec', 'securityContext', 'fsGroup'], [-1]),
  ofPods('bad change policy', ['spec', 'securityContext', 'fsGroupChangePolicy'], ['Sometimes']),
  ofPods(
    'bad seccomp profile',
    ['spec', 'securityContext', 'seccompProfile'],
    [{ type: 'Default' }, { type: 'Localhost' }, { type: 'RuntimeDefault', localhostProfile: 'a' }],
  ),
  ofPods('bad restart policy', ['spec', 'restartPolicy'], ['Never', 'Sometimes', 'OnFailure', 'Always'], 'mixed'),
  ofPods('bad dns policy', ['spec', 'dnsPolicy'], ['Cluster', 'None']),
  ofPods('other dns policy', ['spec', 'dnsPolicy'], ['Default', 'ClusterFirst'], 'accepted'),
  ofPods('bad dns configuration', ['spec', 'dnsConfig'], [{ nameservers: ['dns'] }, { searches: ['Has Space'] }]),
  ofPods('bad grace period', ['spec', 'terminationGracePeriodSeconds'], [-1], 'mixed'),
  ofPods('bad deadline', ['spec', 'activeDeadlineSeconds'], [0, -5]),
  ofPods('bad node name', ['spec', 'nodeName'], ['Bad_Node']),
  ofPods('bad node selector', ['spec', 'nodeSelector'], [{ 'bad key': 'x' }, { arch: 'has space' }]),
  ofPods(
    'bad toleration',
    ['spec', 'tolerations'],
    [
      [{ key: 'a', operator: 'Is' }],
      [{ operator: 'Equal', value: 'x' }],
      [{ key: 'a', operator: 'Exists', value: 'x' }],
      [{ key: 'a', effect: 'Never' }],
      [{ key: 'a', effect: 'NoSchedule', tolerationSeconds: 5 }],
    ],
  ),
  ofPods(
    'good toleration',
    ['spec', 'tolerations'],
    [[{ key: 'a', operator: 'Exists' }], [{ operator: 'Exists' }]],
    'accepted',
  ),
  ofPods(
    'bad affinity',
    ['spec', 'affinity'],
    [
      { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } },
      {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: { a: 'b' } } }],
        },
      },
      {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, podAffinityTerm: { topologyKey: 'a' } }],
        },
      },
      {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In' }] }],
          },
        },
      },
    ],
  ),
  ofPods(
    'good affinity',
    ['spec', 'affinity'],
    [
      {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'kubernetes.io/arch', operator: 'In', values: ['amd64'] }] },
            ],
          },
        },
      },
      {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'kubernetes.io/hostname' }],
        },
      },
    ],
    'accepted',
  ),
  ofPods(
    'bad spread',
    ['spec', 'topologySpreadConstraints'],
    [
      [{ maxSkew: 0, topologyKey: 'a', whenUnsatisfiable: 'DoNotSchedule' }],
      [{ maxSkew: 1, topologyKey: 'a', whenUnsatisfiable: 'Sometimes' }],
      [{ maxSkew: 1, topologyKey: '', whenUnsatisfiable: 'DoNotSchedule' }],
    ],
  ),
  ofPods(
    'bad host alias',
    ['spec', 'hostAliases'],
    [[{ ip: 'here', hostnames: ['a'] }], [{ ip: '10.0.0.1', hostnames: ['A_B'] }]],
  ),
  ofPods('unknown service account', ['spec', 'serviceAccountName'], ['nobody']),
  ofPods('bad service account', ['spec', 'serviceAccountName'], ['No_Body']),
  ofPods('unknown priority class', ['spec', 'priorityClassName'], ['very-important']),
  ofPods('system priority class', ['spec', 'priorityClassName'], ['system-cluster-critical'], 'accepted'),
  ofPods('volume of no kind', ['spec', 'volumes', 9], [{ name: 'none' }], 'accepted'),
  ofPods('unknown medium', ['spec', 'volumes', 9], [{ name: 'disk', emptyDir: { medium: 'Disk' } }], 'accepted'),
  ofPods('volume of two kinds', ['spec', 'volumes', 9], [{ name: 'two', emptyDir: {}, configMap: { name: 'a' } }]),
  ofPods(
    'bad volume',
    ['spec', 'volumes', 9],
    [
      { name: 'bad', configMap: {} },
      { name: 'bad', configMap: { name: 'a', defaultMode: 1000 } },
      { name: 'bad', configMap: { name: 'a', items: [{ key: '', path: 'a' }] } },
      { name: 'bad', configMap: { name: 'a', items: [{ key: 'a', path: '../a' }] } },
      { name: 'bad', configMap: { name: 'a', items: [{ key: 'a', path: '/a' }] } },
      { name: 'bad', secret: {} },
      { name: 'bad', persistentVolumeClaim: {} },
      { name: 'bad', persistentVolumeClaim: { claimName: '' } },
      { name: 'bad', emptyDir: { sizeLimit: '-1' } },
      { name: 'bad', emptyDir: { sizeLimit: 'many' } },
      { name: 'bad', nfs: { server: 'a', path: 'relative/..' } },
      { name: 'bad', projected: { sources: [{ serviceAccountToken: { path: '', expirationSeconds: 5 } }] } },
    ],
    'mixed',
  ),
  ofPods(
    'good volume',
    ['spec', 'volumes', 9],
    [
      { name: 'good', emptyDir: { medium: 'Memory', sizeLimit: '64Mi' } },
      {
        name: 'good',
        configMap: { name: 'a', defaultMode: 0o444, items: [{ key: 'a', path: 'b/c' }], optional: true },
      },
      { name: 'good', secret: { secretName: 'a' } },
      { name: 'good', projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3600 } }] } },
    ],
    'accepted',
  ),
];
