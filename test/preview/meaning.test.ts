import { compared, deployment, lines, object } from './support';

const config = (key: string, text: string) => object('ConfigMap', `data: ${JSON.stringify({ [key]: text })}`);
const policy = (spec: string) => object('NetworkPolicy', `spec: ${spec}`, { apiVersion: 'networking.k8s.io/v1' });
const claim = (spec: string) => object('PersistentVolumeClaim', `spec: {accessModes: [ReadWriteOnce], ${spec}}`);
const role = (rules: string) => object('Role', `rules: ${rules}`, { apiVersion: 'rbac.authorization.k8s.io/v1' });
const service = (spec: string) => object('Service', `spec: ${spec}`);
const flux = (spec: string) => object('HelmRelease', `spec: ${spec}`, { apiVersion: 'helm.toolkit.fluxcd.io/v2' });
const budget = (spec: string) => object('PodDisruptionBudget', `spec: ${spec}`, { apiVersion: 'policy/v1' });

describe('means the same', () => {
  it.each([
    [
      'cpu as a number',
      deployment('', 'resources: {limits: {cpu: 1}}'),
      deployment('', 'resources: {limits: {cpu: 1000m}}'),
    ],
    [
      'half a cpu',
      deployment('', 'resources: {limits: {cpu: 0.5}}'),
      deployment('', "resources: {limits: {cpu: '500m'}}"),
    ],
    [
      'an exponent',
      deployment('', 'resources: {limits: {x.y/z: 1e3}}'),
      deployment('', 'resources: {limits: {x.y/z: 1k}}'),
    ],
    [
      'memory',
      deployment('', 'resources: {limits: {memory: 1Gi}}'),
      deployment('', 'resources: {limits: {memory: 1024Mi}}'),
    ],
    [
      'bytes',
      deployment('', 'resources: {limits: {memory: 1Gi}}'),
      deployment('', 'resources: {limits: {memory: 1073741824}}'),
    ],
    ['storage', claim('resources: {requests: {storage: 1Ti}}'), claim('resources: {requests: {storage: 1024Gi}}')],
    ['no resources', deployment('', 'resources: {}'), deployment('')],
    ['no limits', deployment('', 'resources: {limits: {}}'), deployment('', 'resources: null')],
    ['no lists', deployment('tolerations: [], volumes: []', 'args: [], env: []'), deployment('')],
    ['no selector of nodes', deployment('nodeSelector: {}, affinity: {}'), deployment('')],
    [
      'a variable with nothing in it',
      deployment('', "env: [{name: A, value: ''}]"),
      deployment('', 'env: [{name: A}]'),
    ],
    ['TCP', service('{ports: [{port: 80, protocol: TCP}]}'), service('{ports: [{port: 80}]}')],
    [
      'an octal mode',
      deployment('volumes: [{name: a, configMap: {name: x, defaultMode: 0644}}]'),
      deployment('volumes: [{name: a, configMap: {name: x, defaultMode: 420}}]'),
    ],
    [
      'a policy for all pods',
      policy('{podSelector: {}, policyTypes: [Ingress]}'),
      policy('{policyTypes: [Ingress], ingress: []}'),
    ],
    [
      'the order of rights',
      role('[{apiGroups: [""], resources: [pods, nodes], verbs: [get, list]}]'),
      role('[{verbs: [list, get], resources: [nodes, pods], apiGroups: [""]}]'),
    ],
    [
      'the order of containers',
      object('Pod', 'spec: {containers: [{name: a, image: x}, {name: b, image: y}]}'),
      object('Pod', 'spec: {containers: [{name: b, image: y}, {name: a, image: x}]}'),
    ],
    [
      'the order of variables',
      deployment('', 'env: [{name: A, value: a}, {name: B, value: b}]'),
      deployment('', 'env: [{name: B, value: b}, {name: A, value: a}]'),
    ],
    [
      'a number for a text',
      object('ConfigMap', 'data: {a: 1, b: true}'),
      object('ConfigMap', "data: {a: '1', b: 'true'}"),
    ],
    ['a date', object('ConfigMap', 'data: {a: 2024-01-01}'), object('ConfigMap', "data: {a: '2024-01-01'}")],
    [
      'what a server fills in',
      object('ConfigMap', 'data: {a: b}'),
      object('ConfigMap', 'data: {a: b}').replace(
        '{name: app}',
        '{name: app, uid: x, resourceVersion: "1", creationTimestamp: null, managedFields: [{}], annotations: {kubectl.kubernetes.io/last-applied-configuration: "{}"}}',
      ),
    ],
    [
      'the default namespace',
      object('ConfigMap', 'data: {a: b}'),
      object('ConfigMap', 'data: {a: b}').replace('{name: app}', '{name: app, namespace: default}'),
    ],
    [
      'a namespace of what has none',
      object('ClusterRole', 'rules: []', { apiVersion: 'rbac.authorization.k8s.io/v1' }),
      object('ClusterRole', '', { apiVersion: 'rbac.authorization.k8s.io/v1' }).replace(
        '{name: app}',
        '{name: app, namespace: x}',
      ),
    ],
    ['a secret in plain', object('Secret', 'stringData: {a: hello}'), object('Secret', 'data: {a: aGVsbG8=}')],
    ['a time', flux('{interval: 60s, timeout: 1h}'), flux('{interval: 1m0s, timeout: 60m}')],
    [
      'quantities in values',
      flux('{values: {resources: {limits: {cpu: 1}}}}'),
      flux('{values: {resources: {limits: {cpu: 1000m}}}}'),
    ],
    ['a text with comments', config('a.yaml', 'a: 1\nb: [x]\n'), config('a.yaml', '# why\nb:\n- "x"\na: 1\n')],
    ['JSON', config('a.json', '{"a": 1, "b": {}}'), config('a.json', '{\n  "b": {},\n  "a": 1\n}\n')],
    ['INI', config('a.ini', '[x]\na=1\nb = 2\n'), config('a.ini', '; why\n[x]\nb = 2\na = 1\n')],
    [
      'nginx',
      config('nginx.conf', 'http { server { listen 80; } }\n'),
      config('nginx.conf', 'http {\n  # why\n  server {\n    listen "80";\n  }\n}\n'),
    ],
    [
      'anchors',
      object('ConfigMap', 'data: {a: b}'),
      'x: &x {name: app}\napiVersion: v1\nkind: ConfigMap\nmetadata: {<<: *x}\ndata: {a: b}\n'
        .replace('x: &x {name: app}\n', '')
        .replace('{<<: *x}', '&x {name: app}'),
    ],
    [
      'a byte order mark',
      object('ConfigMap', 'data: {a: b}'),
      `\uFEFF${object('ConfigMap', 'data: {a: b}').replaceAll('\n', '\r\n')}`,
    ],
  ])('%s', (_, before, after) => {
    expect(lines(compared(before, after))).toEqual([]);
  });
});

describe('means something else', () => {
  it.each([
    ['an empty selector of a budget', budget('{selector: {}}'), budget('{}')],
    [
      'pods of all namespaces',
      policy('{ingress: [{from: [{podSelector: {}}]}]}'),
      policy('{ingress: [{from: [{podSelector: {}, namespaceSelector: {}}]}]}'),
    ],
    [
      'a rule for all',
      policy('{policyTypes: [Ingress], ingress: [{}]}'),
      policy('{policyTypes: [Ingress], ingress: []}'),
    ],
    ['a volume of its own', deployment('volumes: [{name: a, emptyDir: {}}]'), deployment('volumes: [{name: a}]')],
    ['no class', claim("storageClassName: ''"), claim('')],
    ['an empty value of a key', object('ConfigMap', "data: {a: ''}"), object('ConfigMap', 'data: {}')],
    [
      'an empty label',
      object('ConfigMap', 'data: {a: b}').replace('{name: app}', "{name: app, labels: {x: ''}}"),
      object('ConfigMap', 'data: {a: b}'),
    ],
    ['what is no quantity', object('ConfigMap', "data: {a: '1000m'}"), object('ConfigMap', "data: {a: '1'}")],
    ['the order of arguments', deployment('', 'args: [a, b]'), deployment('', 'args: [b, a]')],
    [
      'the order of init containers',
      deployment('initContainers: [{name: a, image: x}, {name: b, image: x}]'),
      deployment('initContainers: [{name: b, image: x}, {name: a, image: x}]'),
    ],
    [
      'a variable before what it refers to',
      deployment('', "env: [{name: A, value: a}, {name: B, value: '$(A)'}]"),
      deployment('', "env: [{name: B, value: '$(A)'}, {name: A, value: a}]"),
    ],
    ['nothing in values, which takes away a default', flux('{values: {a: null}}'), flux('{values: {}}')],
    ['a resource of others', flux('{x: []}'), flux('{}')],
    ['words of YAML that not all read alike', config('a.yaml', 'a: yes\nb: 1\n'), config('a.yaml', 'a: true\nb: 1\n')],
    [
      'locations in turn',
      config('nginx.conf', 'server { location ~ a { return 1; } location ~ b { return 2; } }'),
      config('nginx.conf', 'server { location ~ b { return 2; } location ~ a { return 1; } }'),
    ],
    [
      'binary data',
      object('ConfigMap', 'binaryData: {a.yaml: YTogMQo=}'),
      object('ConfigMap', 'binaryData: {a.yaml: YTogIDEK}'),
    ],
  ])('%s', (_, before, after) => {
    expect(lines(compared(before, after))).toHaveLength(1);
  });
});

describe('is said by its field', () => {
  it.each([
    [
      'of a container',
      deployment('', 'env: [{name: A, value: a}]'),
      deployment('', 'env: [{name: B, value: b}, {name: A, value: x}]'),
      [
        'spec.template.spec.containers[app].env[A].value: "a" → "x"',
        'spec.template.spec.containers[app].env[B]: undefined → {"name":"B","value":"b"}',
      ],
    ],
    [
      'in a text',
      config('c.yaml', 'model_list:\n- {model_name: a, rpm: 1}\n- {model_name: b}\n'),
      config('c.yaml', 'model_list:\n- {model_name: a, rpm: 2}\n- {model_name: b}\n'),
      ['data["c.yaml"] » model_list[a].rpm: 1 → 2'],
    ],
    [
      'in nginx',
      config('nginx.conf', 'server { listen 80; location / { proxy_pass http://a; } }'),
      config('nginx.conf', 'server { listen 80; location / { proxy_pass http://b; } }'),
      ['data["nginx.conf"] » server["location /"].proxy_pass: "http://a" → "http://b"'],
    ],
    [
      'a port',
      service('{ports: [{name: a, port: 80}, {name: b, port: 81, protocol: UDP}]}'),
      service('{ports: [{name: a, port: 80, targetPort: 8080}, {name: b, port: 81, protocol: UDP}]}'),
      ['spec.ports[port=80].targetPort: undefined → 8080'],
    ],
    [
      'a right',
      role(
        '[{apiGroups: [""], resources: [pods], verbs: [get]}, {apiGroups: [apps], resources: [deployments], verbs: [get]}]',
      ),
      role(
        '[{apiGroups: [apps], resources: [deployments], verbs: [get]}, {apiGroups: [""], resources: [pods], verbs: [list, get]}]',
      ),
      ['rules[resources=pods,apiGroups=""].verbs: ["get"] → ["get","list"]'],
    ],
  ])('%s', (_, before, after, said) => {
    expect(lines(compared(before, after)).map((line) => line.replace(/^changed \S+ /, ''))).toEqual(said);
  });

  it('and a text that is only spelled otherwise is a note', () => {
    const { objects, notes } = compared(config('a.yaml', 'a: 1\nb: 2\n'), config('a.yaml', 'b: 2\na: 1\n'));
    expect(objects).toEqual([]);
    expect(notes).toEqual(['ConfigMap/app: data["a.yaml"] differs in spelling only']);
  });
});
