import { at, type Fields, put, sites } from '../sites';
import { appended, inContainer, type Operator, ofKind, ofKubernetes, only, twice, values } from './make';

/** Source ranges are for what has a load balancer, and for nothing else. */
const isBalanced = (object: Fields): boolean => at(object, ['spec', 'type']) === 'LoadBalancer';

/** Changes to ports, Services, their addresses, and policies. */
export const networking: readonly Operator[] = [
  values('port out of range', /(^|\.)(containerPort|hostPort|port|nodePort)$/, [0, -1, 65536, 70000], 'mixed'),
  values('target out of range', /^spec\.ports\[\]\.targetPort$/, [-1, 65536]),
  values('no target', /^spec\.ports\[\]\.targetPort$/, [0], 'accepted'),
  ofKind(/^EndpointSlice$/, 'negative port', ['ports', 0, 'port'], [-1], 'accepted'),
  values('port name', inContainer('ports\\[\\]\\.name'), ['UPPER', 'a'.repeat(16), '8080', 'has space', '-a', 'a--b']),
  values('target by name', /^spec\.ports\[\]\.targetPort$/, ['UPPER', 'a'.repeat(16), '8080']),
  values('target by name', /^spec\.ports\[\]\.targetPort$/, ['http', 'web-1'], 'accepted'),
  values('probe of a named port', inContainer('(liveness|readiness|startup)Probe\\.\\w+\\.port'), ['Bad_Name', '']),
  ofKubernetes(values('unknown protocol', /\.ports\[\]\.protocol$|^ports\[\]\.protocol$/, ['HTTP', 'tcp'])),
  values('no protocol', /\.ports\[\]\.protocol$|^ports\[\]\.protocol$/, [''], 'mixed'),
  twice('port twice', /(^|\.)ports$/, 'mixed'),
  ofKind(/^Service$/, 'node port', ['spec', 'type'], ['NodePort', 'LoadBalancer'], 'mixed'),
  {
    name: 'node port out of range',
    expected: 'refused',
    mutants: (object) =>
      object.kind === 'Service' && at(object, ['spec', 'ports', 0])
        ? [80, 40000, -3].map((port) => ({
            where: 'spec.ports[].nodePort',
            object: put(put(object, ['spec', 'type'], 'NodePort'), ['spec', 'ports', 0, 'nodePort'], port),
          }))
        : [],
  },
  ofKind(/^Service$/, 'bad type', ['spec', 'type'], ['External', 'clusterIP']),
  ofKind(/^Service$/, 'external name', ['spec', 'externalName'], ['Has Space', ''], 'mixed'),
  ofKind(/^Service$/, 'bad cluster address', ['spec', 'clusterIP'], ['172.31.0.1', '192.168.1.300', 'none']),
  ofKind(/^Service$/, 'no type', ['spec', 'type'], [''], 'mixed'),
  ofKind(/^Service$/, 'zero before a number', ['spec', 'clusterIP'], ['010.43.0.9'], 'mixed'),
  ofKind(/^Service$/, 'headless', ['spec', 'clusterIP'], ['None'], 'mixed'),
  ofKind(/^Service$/, 'bad affinity', ['spec', 'sessionAffinity'], ['Client']),
  ofKind(/^Service$/, 'good affinity', ['spec', 'sessionAffinity'], ['ClientIP', 'None'], 'mixed'),
  ofKind(/^Service$/, 'bad traffic policy', ['spec', 'externalTrafficPolicy'], ['Somewhere']),
  ofKind(/^Service$/, 'local traffic policy', ['spec', 'externalTrafficPolicy'], ['Local'], 'mixed'),
  ofKind(/^Service$/, 'bad external address', ['spec', 'externalIPs'], [['here'], ['127.0.0.1']]),
  only(
    (object) => !isBalanced(object),
    ofKind(/^Service$/, 'bad source range', ['spec', 'loadBalancerSourceRanges'], [['10.0.0.0/8']]),
  ),
  only(
    isBalanced,
    ofKind(/^Service$/, 'bad source range', ['spec', 'loadBalancerSourceRanges'], [['10.0.0.0/33'], ['here'], ['']]),
  ),
  only(
    isBalanced,
    ofKind(/^Service$/, 'source range', ['spec', 'loadBalancerSourceRanges'], [['10.0.0.0/8']], 'accepted'),
  ),
  ofKind(/^Service$/, 'bad families', ['spec', 'ipFamilies'], [['IPv5'], ['IPv6']]),
  ofKind(/^Service$/, 'bad selector', ['spec', 'selector'], [{ 'bad key': 'x' }, { app: 'has space' }]),
  appended('second port without a name', /^spec\.ports$/, [{ port: 9999 }], 'mixed'),
  appended('second port', /^spec\.ports$/, [{ name: 'second', port: 9999 }], 'mixed'),
  ofKind(/^EndpointSlice$/, 'bad address type', ['addressType'], ['IPv5', 'Host']),
  ofKind(/^EndpointSlice$/, 'addresses of another type', ['addressType'], ['IPv6', 'FQDN'], 'mixed'),
  ofKind(
    /^EndpointSlice$/,
    'bad address',
    ['endpoints', 0, 'addresses'],
    [['here'], [], ['10.0.0.300'], ['127.0.0.1'], ['169.254.1.1'], ['224.0.0.1'], ['0.0.0.0']],
  ),
  ofKind(/^EndpointSlice$/, 'bad port name', ['ports', 0, 'name'], ['Upper', 'has space', '-']),
  ofKind(/^ConfigMap$/, 'bad key', ['data', 'has space'], ['x']),
  ofKind(/^ConfigMap$/, 'bad key', ['data', '..'], ['x']),
  ofKind(/^ConfigMap$/, 'bad key', ['data', 'a/b'], ['x']),
  ofKind(/^ConfigMap$/, 'value that is no text', ['data', 'number'], [1, true, ['a']]),
  ofKind(/^ConfigMap$/, 'value that is no base64', ['binaryData', 'bytes'], ['%%%']),
  ofKind(/^ConfigMap$/, 'too much', ['data', 'big'], ['x'.repeat(1024 * 1024 + 1)]),
  ofKind(/^ConfigMap$/, 'one more key', ['data', 'more.txt'], ['x', ''], 'accepted'),
  ofKind(
    /^Namespace$/,
    'unknown level',
    ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'],
    ['strict', 'Baseline'],
  ),
  ofKind(/^Namespace$/, 'unknown level', ['metadata', 'labels', 'pod-security.kubernetes.io/warn'], ['strict']),
  ofKind(
    /^Namespace$/,
    'unknown version of a level',
    ['metadata', 'labels', 'pod-security.kubernetes.io/enforce-version'],
    ['1.30', 'newest'],
  ),
  ofKind(
    /^Namespace$/,
    'known version of a level',
    ['metadata', 'labels', 'pod-security.kubernetes.io/enforce-version'],
    ['v1.30', 'latest'],
    'accepted',
  ),
  values('bad policy type', /^spec\.policyTypes\[\]$/, ['Inbound', 'ingress', ''], 'refused'),
  ofKind(/^NetworkPolicy$/, 'bad policy types', ['spec', 'policyTypes'], [['Ingress', 'Egress', 'Both']]),
  ofKubernetes(
    values('bad CIDR', /ipBlock\.cidr$/, [
      '10.0.0.0/33',
      '10.0.0',
      'example.org',
      '10.0.0.0',
      '300.0.0.0/8',
      '',
      '10.0.0.0/-1',
    ]),
  ),
  values('other CIDR', /ipBlock\.cidr$/, ['0.0.0.0/0', '10.0.0.0/8', 'fd00::/8'], 'mixed'),
  {
    name: 'bad exception',
    expected: 'mixed',
    mutants: (object) =>
      sites(object)
        .filter(({ where }) => /ipBlock$/.test(where))
        .flatMap(({ path, where }) =>
          [['11.0.0.0/33'], ['fd00::/8'], ['192.168.1.99/24'], ['here']].map((except) => ({
            where: `${where}.except`,
            object: put(object, [...path, 'except'], except),
          })),
        ),
  },
  ofKubernetes(values('peer of nobody', /(from|to)\[\]$/, [{}, { podSelector: {}, ipBlock: { cidr: '10.0.0.0/8' } }])),
  ofKubernetes(
    values('peer of everybody', /(from|to)\[\]$/, [{ podSelector: {} }, { namespaceSelector: {} }], 'accepted'),
  ),
  appended('range of ports', /^spec\.(egress|ingress)\[\]\.ports$/, [
    { port: 100, endPort: 50 },
    { port: 'http', endPort: 50 },
    { endPort: 50 },
    { port: 100, endPort: 70000 },
    { port: 'Bad_Name' },
  ]),
  appended(
    'range of ports',
    /^spec\.(egress|ingress)\[\]\.ports$/,
    [{ port: 100, endPort: 200 }, { port: 'http' }, { protocol: 'SCTP', port: 7 }, {}],
    'accepted',
  ),
  ofKind(
    /^NetworkPolicy$/,
    'bad expression',
    ['spec', 'podSelector', 'matchExpressions'],
    [
      [{ key: 'a', operator: 'Is', values: ['b'] }],
      [{ key: 'a', operator: 'In' }],
      [{ key: 'a', operator: 'Exists', values: ['b'] }],
      [{ key: 'bad key', operator: 'Exists' }],
    ],
  ),
  ofKind(
    /^NetworkPolicy$/,
    'good expression',
    ['spec', 'podSelector', 'matchExpressions'],
    [[{ key: 'a', operator: 'In', values: ['b'] }], [{ key: 'a', operator: 'DoesNotExist' }]],
    'accepted',
  ),
  ofKind(/^Ingress$/, 'bad host', ['spec', 'rules', 0, 'host'], ['Upper.example', '10.0.0.1', 'a.*.example', '*']),
  ofKind(/^Ingress$/, 'other host', ['spec', 'rules', 0, 'host'], ['*.example.org', ''], 'accepted'),
  ofKind(/^Ingress$/, 'bad host', ['spec', 'tls', 0, 'hosts'], [[''], ['Upper'], ['*']]),
  ofKind(/^Ingress$/, 'other host', ['spec', 'tls', 0, 'hosts'], [['*.example.org'], []], 'accepted'),
  ofKind(/^Ingress$/, 'no rules', ['spec', 'rules'], [[]]),
  ofKind(
    /^Ingress$/,
    'bad path',
    ['spec', 'rules', 0, 'http', 'paths', 0, 'path'],
    ['', 'relative', '/a//b', '/a/../b', '/a/.', '/a%2fb'],
  ),
  ofKind(/^Ingress$/, 'bad path type', ['spec', 'rules', 0, 'http', 'paths', 0, 'pathType'], ['', 'Regex']),
  ofKind(
    /^Ingress$/,
    'bad backend',
    ['spec', 'rules', 0, 'http', 'paths', 0, 'backend'],
    [
      {},
      { service: { name: 'web' } },
      { service: { name: 'web', port: {} } },
      { service: { name: 'web', port: { number: 0 } } },
      { service: { name: 'web', port: { number: 70000 } } },
      { service: { name: 'web', port: { name: 'Bad_Name' } } },
      { service: { name: 'web', port: { name: 'http', number: 80 } } },
      { service: { name: '', port: { number: 80 } } },
      { service: { name: 'web', port: { number: 80 } }, resource: { kind: 'Bucket', name: 'b' } },
    ],
  ),
];
