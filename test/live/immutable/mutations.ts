/** One change of one field of an object that a real API server keeps. */
export interface Mutation {
  readonly object: string;
  readonly path: string;
  /** `undefined` takes the field away. */
  readonly value: unknown;
}

type Fields = Record<string, unknown>;

const POD = {
  containers: [{ name: 'app', image: 'docker.io/library/postgres:17.6' }],
};
const LABELS = { app: 'app' };
const of = (apiVersion: string, kind: string, rest: Fields, namespace: string | undefined = 'default'): Fields => ({
  apiVersion,
  kind,
  metadata: { name: 'app', ...(namespace !== '' && { namespace }) },
  ...rest,
});
const cluster = (apiVersion: string, kind: string, rest: Fields) => of(apiVersion, kind, rest, '');

const CLAIM = {
  accessModes: ['ReadWriteOnce'],
  resources: { requests: { storage: '20Gi' } },
  storageClassName: 'app',
};

/** What is changed; each once, from the state that is written here. */
export const OBJECTS: Readonly<Record<string, Fields>> = {
  StorageClass: cluster('storage.k8s.io/v1', 'StorageClass', {
    provisioner: 'driver.longhorn.io',
    parameters: { numberOfReplicas: '2' },
    allowVolumeExpansion: true,
  }),
  Deployment: of('apps/v1', 'Deployment', {
    spec: {
      replicas: 1,
      selector: { matchLabels: LABELS },
      template: { metadata: { labels: { ...LABELS, tier: 'data' } }, spec: POD },
    },
  }),
  DaemonSet: of('apps/v1', 'DaemonSet', {
    spec: {
      selector: { matchLabels: LABELS },
      template: { metadata: { labels: { ...LABELS, tier: 'data' } }, spec: POD },
    },
  }),
  StatefulSet: of('apps/v1', 'StatefulSet', {
    spec: {
      replicas: 0,
      serviceName: 'app',
      selector: { matchLabels: LABELS },
      template: { metadata: { labels: { ...LABELS, tier: 'data' } }, spec: POD },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: CLAIM }],
    },
  }),
  Job: of('batch/v1', 'Job', {
    spec: { suspend: false, template: { spec: { ...POD, restartPolicy: 'OnFailure' } } },
  }),
  CronJob: of('batch/v1', 'CronJob', {
    spec: {
      schedule: '0 3 * * *',
      suspend: true,
      jobTemplate: { spec: { template: { spec: { ...POD, restartPolicy: 'OnFailure' } } } },
    },
  }),
  Pod: of('v1', 'Pod', { spec: { ...POD, terminationGracePeriodSeconds: 30 } }),
  Service: of('v1', 'Service', {
    spec: { type: 'ClusterIP', selector: LABELS, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
  }),
  HeadlessService: {
    ...of('v1', 'Service', { spec: { clusterIP: 'None', selector: LABELS, ports: [{ name: 'http', port: 80 }] } }),
    metadata: { name: 'headless', namespace: 'default' },
  },
  FixedService: {
    ...of('v1', 'Service', { spec: { clusterIP: '10.43.7.7', selector: LABELS, ports: [{ name: 'http', port: 80 }] } }),
    metadata: { name: 'fixed', namespace: 'default' },
  },
  PersistentVolumeClaim: of('v1', 'PersistentVolumeClaim', { spec: { ...CLAIM, volumeName: 'app' } }),
  PersistentVolume: cluster('v1', 'PersistentVolume', {
    spec: {
      capacity: { storage: '20Gi' },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: 'app',
      nfs: { server: '192.168.1.20', path: '/data' },
      claimRef: { namespace: 'default', name: 'app' },
    },
  }),
  ConfigMap: of('v1', 'ConfigMap', { data: { a: '1' }, immutable: true }),
  Secret: of('v1', 'Secret', { type: 'Opaque', stringData: { a: '1' }, immutable: true }),
  LooseSecret: {
    ...of('v1', 'Secret', { type: 'Opaque', stringData: { a: '1' } }),
    metadata: { name: 'loose', namespace: 'default' },
  },
  TypedSecret: {
    ...of('v1', 'Secret', { type: 'example.com/other', stringData: { a: '1' } }),
    metadata: { name: 'typed', namespace: 'default' },
  },
  RoleBinding: of('rbac.authorization.k8s.io/v1', 'RoleBinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'app' },
    subjects: [{ kind: 'ServiceAccount', name: 'app', namespace: 'default' }],
  }),
  ClusterRoleBinding: cluster('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'ServiceAccount', name: 'app', namespace: 'default' }],
  }),
  PriorityClass: cluster('scheduling.k8s.io/v1', 'PriorityClass', { value: 1000, description: 'what must not wait' }),
  RuntimeClass: cluster('node.k8s.io/v1', 'RuntimeClass', { handler: 'nvidia' }),
  IngressClass: cluster('networking.k8s.io/v1', 'IngressClass', {
    spec: { controller: 'traefik.io/ingress-controller' },
  }),
  EndpointSlice: of('discovery.k8s.io/v1', 'EndpointSlice', {
    addressType: 'IPv4',
    endpoints: [{ addresses: ['192.168.1.99'] }],
    ports: [{ name: 'ollama', port: 11434, protocol: 'TCP' }],
  }),
  CSIDriver: cluster('storage.k8s.io/v1', 'CSIDriver', { spec: { attachRequired: true, podInfoOnMount: true } }),
  PodDisruptionBudget: of('policy/v1', 'PodDisruptionBudget', {
    spec: { minAvailable: 1, selector: { matchLabels: LABELS } },
  }),
  NetworkPolicy: of('networking.k8s.io/v1', 'NetworkPolicy', {
    spec: { podSelector: { matchLabels: LABELS }, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 80 }] }] },
  }),
  ResourceQuota: of('v1', 'ResourceQuota', { spec: { hard: { pods: '10' }, scopes: ['NotTerminating'] } }),
  HorizontalPodAutoscaler: of('autoscaling/v2', 'HorizontalPodAutoscaler', {
    spec: {
      minReplicas: 1,
      maxReplicas: 3,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' },
    },
  }),
  Ingress: of('networking.k8s.io/v1', 'Ingress', {
    spec: { ingressClassName: 'app', defaultBackend: { service: { name: 'app', port: { number: 80 } } } },
  }),
  ServiceAccount: of('v1', 'ServiceAccount', { automountServiceAccountToken: false }),
  CustomResourceDefinition: {
    ...cluster('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { kind: 'Widget', plural: 'widgets', singular: 'widget' },
        versions: [
          { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } },
          { name: 'v1beta1', served: true, storage: false, schema: { openAPIV3Schema: { type: 'object' } } },
        ],
      },
    }),
    metadata: { name: 'widgets.example.com' },
  },
};

const each = (object: string, changes: Readonly<Record<string, unknown>>): Mutation[] =>
  Object.entries(changes).map(([path, value]) => ({ object, path, value }));

const TEMPLATE = {
  'spec.template.spec.containers.0.image': 'docker.io/library/postgres:17.7',
  'spec.template.metadata.labels.tier': 'other',
  'spec.template.spec.nodeSelector': { disk: 'ssd' },
  'spec.template.spec.restartPolicy': 'Always',
  'spec.minReadySeconds': 5,
  'spec.revisionHistoryLimit': 3,
};

export const MUTATIONS: readonly Mutation[] = [
  ...each('Deployment', {
    ...TEMPLATE,
    'spec.replicas': 2,
    'spec.selector': { matchLabels: { app: 'app', tier: 'data' } },
    'spec.selector.matchExpressions': [{ key: 'tier', operator: 'Exists' }],
    'spec.strategy': { type: 'Recreate' },
    'spec.strategy#stated': { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    'spec.paused': true,
    'spec.progressDeadlineSeconds': 900,
  }),
  ...each('DaemonSet', {
    ...TEMPLATE,
    'spec.selector': { matchLabels: { app: 'app', tier: 'data' } },
    'spec.updateStrategy': { type: 'OnDelete' },
  }),
  ...each('StatefulSet', {
    ...TEMPLATE,
    'spec.replicas': 2,
    'spec.selector': { matchLabels: { app: 'app', tier: 'data' } },
    'spec.serviceName': 'other',
    'spec.podManagementPolicy': 'Parallel',
    'spec.podManagementPolicy#default': 'OrderedReady',
    'spec.updateStrategy': { type: 'OnDelete' },
    'spec.persistentVolumeClaimRetentionPolicy': { whenDeleted: 'Delete', whenScaled: 'Retain' },
    'spec.ordinals': { start: 1 },
    'spec.volumeClaimTemplates': undefined,
    'spec.volumeClaimTemplates.0.metadata.name': 'other',
    'spec.volumeClaimTemplates.0.metadata.labels': { a: 'b' },
    'spec.volumeClaimTemplates.0.spec.resources.requests.storage': '30Gi',
    'spec.volumeClaimTemplates.0.spec.resources.requests.storage#spelled': '20480Mi',
    'spec.volumeClaimTemplates.0.spec.volumeMode': 'Filesystem',
    'spec.volumeClaimTemplates.0.spec.storageClassName': 'other',
    'spec.volumeClaimTemplates.0.apiVersion': 'v1',
  }),
  ...each('Job', {
    'spec.template.spec.containers.0.image': 'docker.io/library/postgres:17.7',
    'spec.template.spec.containers.0.imagePullPolicy': 'IfNotPresent',
    'spec.template.spec.nodeSelector': { disk: 'ssd' },
    'spec.template.metadata.labels': { a: 'b' },
    'spec.template.metadata.annotations': { a: 'b' },
    'spec.parallelism': 2,
    'spec.completions': 3,
    'spec.completions#default': 1,
    'spec.completionMode': 'Indexed',
    'spec.completionMode#default': 'NonIndexed',
    'spec.backoffLimit': 3,
    'spec.activeDeadlineSeconds': 600,
    'spec.ttlSecondsAfterFinished': 300,
    'spec.suspend': true,
    'spec.podReplacementPolicy': 'Failed',
    'spec.selector': { matchLabels: { a: 'b' } },
    'spec.manualSelector': true,
    'spec.managedBy': 'example.com/controller',
  }),
  ...each('CronJob', {
    'spec.schedule': '0 4 * * *',
    'spec.suspend': false,
    'spec.timeZone': 'Etc/UTC',
    'spec.concurrencyPolicy': 'Forbid',
    'spec.jobTemplate.spec.template.spec.containers.0.image': 'docker.io/library/postgres:17.7',
    'spec.jobTemplate.spec.completions': 3,
  }),
  ...each('Pod', {
    'spec.containers.0.image': 'docker.io/library/postgres:17.7',
    'spec.containers.0.env': [{ name: 'A', value: 'b' }],
    'spec.containers.0.resources': { requests: { cpu: '100m' } },
    'spec.activeDeadlineSeconds': 600,
    'spec.terminationGracePeriodSeconds': 10,
    'spec.tolerations': [{ key: 'gpu', operator: 'Exists' }],
    'spec.nodeSelector': { disk: 'ssd' },
    'spec.priorityClassName': 'app',
    'spec.restartPolicy': 'Never',
    'spec.serviceAccountName': 'other',
    'spec.volumes': [{ name: 'a', emptyDir: {} }],
    'metadata.labels': { a: 'b' },
  }),
  ...each('Service', {
    'spec.clusterIP': '10.43.7.8',
    'spec.clusterIP#none': 'None',
    'spec.selector': { app: 'other' },
    'spec.ports.0.port': 81,
    'spec.type': 'NodePort',
    'spec.type#balanced': 'LoadBalancer',
    'spec.type#default': undefined,
    'spec.sessionAffinity': 'ClientIP',
    'spec.ipFamilies': ['IPv6'],
    'spec.ipFamilies#default': ['IPv4'],
    'spec.ipFamilyPolicy': 'SingleStack',
    'spec.internalTrafficPolicy': 'Local',
    'spec.publishNotReadyAddresses': true,
  }),
  ...each('HeadlessService', {
    'spec.clusterIP': '10.43.7.9',
    'spec.clusterIP#away': undefined,
    'spec.ports.0.port': 81,
  }),
  ...each('FixedService', {
    'spec.clusterIP': '10.43.7.10',
    'spec.clusterIP#none': 'None',
    'spec.clusterIP#away': undefined,
  }),
  ...each('PersistentVolumeClaim', {
    'spec.resources.requests.storage': '30Gi',
    'spec.resources.requests.storage#less': '10Gi',
    'spec.resources.requests.storage#spelled': '20480Mi',
    'spec.storageClassName': 'other',
    'spec.storageClassName#away': undefined,
    'spec.accessModes': ['ReadWriteMany'],
    'spec.volumeMode': 'Block',
    'spec.volumeMode#default': 'Filesystem',
    'spec.volumeName': 'other',
    'spec.volumeName#away': undefined,
    'spec.selector': { matchLabels: { a: 'b' } },
    'spec.dataSource': { kind: 'PersistentVolumeClaim', name: 'other' },
    'spec.volumeAttributesClassName': 'fast',
    'spec.resources.limits': { storage: '40Gi' },
    'metadata.labels': { a: 'b' },
  }),
  ...each('PersistentVolume', {
    'spec.capacity.storage': '30Gi',
    'spec.accessModes': ['ReadWriteMany'],
    'spec.persistentVolumeReclaimPolicy': 'Delete',
    'spec.storageClassName': 'other',
    'spec.nfs.server': '192.168.1.21',
    'spec.nfs.path': '/other',
    'spec.nfs.readOnly': true,
    'spec.mountOptions': ['nfsvers=4.1'],
    'spec.volumeMode': 'Block',
    'spec.volumeMode#default': 'Filesystem',
    'spec.claimRef': { namespace: 'default', name: 'other' },
    'spec.nodeAffinity': {
      required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] }] },
    },
  }),
  ...each('StorageClass', {
    provisioner: 'nfs.csi.k8s.io',
    parameters: { numberOfReplicas: '3' },
    'parameters#away': undefined,
    reclaimPolicy: 'Retain',
    'reclaimPolicy#default': 'Delete',
    volumeBindingMode: 'WaitForFirstConsumer',
    'volumeBindingMode#default': 'Immediate',
    allowVolumeExpansion: false,
    mountOptions: ['nfsvers=4.1'],
    allowedTopologies: [{ matchLabelExpressions: [{ key: 'a', values: ['b'] }] }],
    'metadata.annotations': { 'storageclass.kubernetes.io/is-default-class': 'true' },
  }),
  ...each('ConfigMap', {
    'data.a': '2',
    'data.b': '1',
    immutable: false,
    'immutable#away': undefined,
    'metadata.labels': { a: 'b' },
  }),
  ...each('Secret', {
    'stringData.a': '2',
    immutable: false,
    type: 'kubernetes.io/dockercfg',
    'metadata.labels': { a: 'b' },
  }),
  ...each('LooseSecret', { 'stringData.a': '2', type: 'example.com/other', 'type#away': undefined, immutable: true }),
  ...each('TypedSecret', { 'type#away': undefined, 'stringData.b': '2' }),
  ...each('RoleBinding', {
    'roleRef.name': 'other',
    'roleRef.kind': 'ClusterRole',
    subjects: [{ kind: 'ServiceAccount', name: 'other', namespace: 'default' }],
  }),
  ...each('ClusterRoleBinding', { 'roleRef.name': 'edit', subjects: [] }),
  ...each('PriorityClass', {
    value: 2000,
    preemptionPolicy: 'Never',
    'preemptionPolicy#default': 'PreemptLowerPriority',
    globalDefault: true,
    description: 'other',
  }),
  ...each('RuntimeClass', {
    handler: 'runc',
    scheduling: { nodeSelector: { gpu: 'true' } },
    overhead: { podFixed: { cpu: '10m' } },
  }),
  ...each('IngressClass', {
    'spec.controller': 'k8s.io/ingress-nginx',
    'spec.parameters': { kind: 'A', name: 'a', scope: 'Cluster' },
  }),
  ...each('EndpointSlice', {
    addressType: 'IPv6',
    endpoints: [{ addresses: ['192.168.1.98'] }],
    'ports.0.port': 11435,
  }),
  ...each('CSIDriver', {
    'spec.attachRequired': false,
    'spec.podInfoOnMount': false,
    'spec.fsGroupPolicy': 'File',
    'spec.volumeLifecycleModes': ['Ephemeral'],
    'spec.storageCapacity': true,
    'spec.tokenRequests': [{ audience: 'a' }],
    'spec.requiresRepublish': true,
    'spec.seLinuxMount': true,
  }),
  ...each('PodDisruptionBudget', { 'spec.minAvailable': 2, 'spec.selector': { matchLabels: { a: 'b' } } }),
  ...each('NetworkPolicy', {
    'spec.podSelector': {},
    'spec.policyTypes': ['Ingress', 'Egress'],
    'spec.ingress': undefined,
  }),
  ...each('ResourceQuota', { 'spec.hard.pods': '5', 'spec.scopes': ['Terminating'] }),
  ...each('HorizontalPodAutoscaler', { 'spec.maxReplicas': 5, 'spec.scaleTargetRef.name': 'other' }),
  ...each('Ingress', { 'spec.ingressClassName': 'other', 'spec.defaultBackend.service.name': 'other' }),
  ...each('ServiceAccount', { automountServiceAccountToken: true, imagePullSecrets: [{ name: 'a' }] }),
  ...each('CustomResourceDefinition', {
    'spec.scope': 'Cluster',
    'spec.names.kind': 'Gadget',
    'spec.names.plural': 'gadgets',
    'spec.names.singular': 'wid',
    'spec.names.shortNames': ['wd'],
    'spec.group': 'other.example.com',
    'spec.versions.1.served': false,
    'spec.versions.0.schema.openAPIV3Schema.description': 'a widget',
  }),
];

/** The object with the change. A path's `#…` tells changes of one field apart. */
export function mutated({ object, path, value }: Mutation): Fields {
  const copy = JSON.parse(JSON.stringify(OBJECTS[object])) as Fields;
  const steps = path.replace(/#.*$/, '').split('.');
  const last = steps.pop() as string;
  const parent = steps.reduce<Fields>((at, step) => {
    at[step] ??= {};
    return at[step] as Fields;
  }, copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}
