import { LONG, type Operator, ofContainers, ofKind, ofKubernetes, ofPods, values } from './make';

/** Of pods and claims. */
const QUANTITY =
  /^spec\.(template\.spec\.(initContainers|containers)\[\]\.|volumeClaimTemplates\[\]\.spec\.)?resources\.(requests|limits)\.(cpu|memory|storage)$/;

/** Changes to what all objects have, and to quantities. */
export const objects: readonly Operator[] = [
  values('unknown kind', /^kind$/, ['Deploymint', 'Widget']),
  values('unknown version', /^apiVersion$/, ['apps/v9', 'v2', 'extensions/v1beta1', 'example.org/v1']),
  values(
    'bad name',
    /^metadata\.name$/,
    [...['Upper', 'under_score', '-lead', 'trail-', 'a..b', 'a/b', 'with space', 'ünder', 'a'.repeat(254), '']],
    'mixed',
  ),
  values('long name', /^metadata\.name$/, ['a'.repeat(64), 'a'.repeat(63), 'dotted.name'], 'mixed'),
  values('unknown namespace', /^metadata\.namespace$/, ['nowhere', 'No_Where']),
  ofKind(
    /^(Namespace|ClusterIssuer)$/,
    'namespace of what has none',
    ['metadata', 'namespace'],
    ['kube-system'],
    'accepted',
  ),
  ofKind(
    /./,
    'bad label value',
    ['metadata', 'labels', 'team'],
    ['has space', LONG, '-x', 'x.', 'a/b', 'ü'],
    'refused',
  ),
  ofKind(/./, 'bad label key', ['metadata', 'labels', 'bad key'], ['x']),
  ofKind(/./, 'bad label key', ['metadata', 'labels', 'a/b/c'], ['x']),
  ofKind(/./, 'bad label key', ['metadata', 'labels', 'UPPER.example/x'], ['x']),
  ofKind(/./, 'bad label key', ['metadata', 'labels', LONG], ['x']),
  ofKind(/./, 'bad annotation key', ['metadata', 'annotations', 'bad key'], ['x']),
  ofKind(/./, 'bad annotation key', ['metadata', 'annotations', '/x'], ['x']),
  ofKind(/./, 'annotation that is no text', ['metadata', 'annotations', 'note'], [1, true, { a: 'b' }]),
  ofKind(/^SealedSecret$/, 'unknown field of a template', ['spec', 'template', 'metadata', 'team'], ['x'], 'accepted'),
  ofKind(/./, 'bad finalizer', ['metadata', 'finalizers'], [['bad finalizer/x']]),
  ofPods('bad label value', ['metadata', 'labels', 'team'], ['has space', LONG]),
  values(
    'bad selector value',
    /(matchLabels|^spec\.selector|nodeSelector)\.('?[a-z].*)$/,
    ['has space', '-x'],
    'mixed',
  ),
  ofKubernetes(values('malformed quantity', QUANTITY, ['10Gb', '1.5.2', 'ten', '', '1 Gi', '1gi', '--1', '0x10'])),
  ofKubernetes(values('unit without a number', QUANTITY, ['Gi'], 'mixed')),
  ofKubernetes(values('negative quantity', QUANTITY, ['-1', -5])),
  ofKubernetes(
    values('claim of nothing', /^spec(\.volumeClaimTemplates\[\]\.spec)?\.resources\.requests\.storage$/, ['0']),
  ),
  ofKubernetes(
    values(
      'other spelling of a quantity',
      /^spec\.template.*resources\.requests\.(cpu|memory)$/,
      [1, '1', '0.001', '1e-2', '500m'],
      'mixed',
    ),
  ),
  ofKubernetes(
    values(
      'other spelling of a size',
      /resources\.requests\.storage$/,
      ['5G', '1e10', '1.5Gi', 10000000000, '5k'],
      'accepted',
    ),
  ),
  values('request above the limit', /^spec\.template.*resources\.limits\.memory$/, ['1Mi']),
  ofContainers('unknown resource', ['resources', 'limits', 'disk'], ['1']),
  ofContainers('unknown resource', ['resources', 'requests', 'gpu'], ['1']),
  ofContainers('extended resource', ['resources', 'limits', 'nvidia.com/gpu'], ['1'], 'accepted'),
  ofContainers('extended resource in parts', ['resources', 'limits', 'nvidia.com/gpu'], ['500m']),
  ofContainers('extended resource asked but not limited', ['resources', 'requests', 'nvidia.com/gpu'], ['1']),
];
