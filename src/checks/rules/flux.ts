import type { TextForm } from '../../kubernetes/forms';
import { among, text } from '../../kubernetes/forms';
import type { Place } from './place';

const duration = text('a duration like 10m or 1h30m', (value) => /^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/.test(value));
/** Of what fetches. */
const wait = text('a duration like 90s or 5m, without hours', (value) => /^([0-9]+(\.[0-9]+)?(ms|s|m))+$/.test(value));
const from = (...protocols: string[]): TextForm =>
  text(`an address that begins with ${protocols.join(':// or ')}://`, (value) =>
    protocols.some((protocol) => value.startsWith(`${protocol}://`)),
  );
const name = (most: number): TextForm =>
  text(`a name of at most ${most} characters`, (value) => value.length >= 1 && value.length <= most);
const key = text("a key of letters, digits, '-', '_' and '.'", (value) => /^[-._a-zA-Z0-9]{1,253}$/.test(value));
const policies = among('Skip', 'Create', 'CreateReplace');
const versions = among('ChartVersion', 'Revision');
const charts = among('HelmRepository', 'GitRepository', 'Bucket');
const providers = (...more: string[]) => among('generic', 'aws', 'azure', ...more);

type Forms = Readonly<Record<string, TextForm>>;

const SOURCE: Forms = { interval: duration, timeout: wait };

/** What the definitions ask of texts, below `spec`; the package has only their types. */
const FORMS: Readonly<Record<string, Forms>> = {
  'kustomize.toolkit.fluxcd.io/v1/Kustomization': {
    interval: duration,
    retryInterval: duration,
    timeout: duration,
    deletionPolicy: among('MirrorPrune', 'Delete', 'WaitForTermination', 'Orphan'),
    namePrefix: name(200),
    nameSuffix: name(200),
    targetNamespace: name(63),
    'decryption.provider': among('sops'),
    'sourceRef.kind': among('OCIRepository', 'GitRepository', 'Bucket', 'ExternalArtifact'),
    'postBuild.substituteFrom[].kind': among('Secret', 'ConfigMap'),
    'postBuild.substituteFrom[].name': name(253),
  },
  'source.toolkit.fluxcd.io/v1/GitRepository': {
    ...SOURCE,
    url: from('http', 'https', 'ssh'),
    provider: providers('github'),
    'verify.mode': among('head', 'HEAD', 'Tag', 'TagAndHEAD'),
  },
  'source.toolkit.fluxcd.io/v1/HelmRepository': {
    ...SOURCE,
    url: from('http', 'https', 'oci'),
    provider: providers('gcp'),
    type: among('default', 'oci'),
  },
  'source.toolkit.fluxcd.io/v1/OCIRepository': {
    ...SOURCE,
    url: from('oci'),
    provider: providers('gcp'),
    'layerSelector.operation': among('extract', 'copy'),
    'verify.provider': among('cosign', 'notation'),
  },
  'source.toolkit.fluxcd.io/v1/Bucket': { ...SOURCE, provider: providers('gcp') },
  'source.toolkit.fluxcd.io/v1/HelmChart': {
    interval: duration,
    reconcileStrategy: versions,
    'sourceRef.kind': charts,
  },
  'helm.toolkit.fluxcd.io/v2/HelmRelease': {
    interval: duration,
    timeout: duration,
    ...Object.fromEntries(
      ['install', 'upgrade', 'rollback', 'uninstall', 'test'].map((action) => [`${action}.timeout`, duration]),
    ),
    'install.strategy.retryInterval': duration,
    'upgrade.strategy.retryInterval': duration,
    'install.crds': policies,
    'upgrade.crds': policies,
    'upgrade.remediation.strategy': among('rollback', 'uninstall'),
    'driftDetection.mode': among('enabled', 'warn', 'disabled'),
    releaseName: name(53),
    serviceAccountName: name(253),
    storageNamespace: name(63),
    targetNamespace: name(63),
    'chart.spec.chart': name(2048),
    'chart.spec.interval': duration,
    'chart.spec.reconcileStrategy': versions,
    'chart.spec.sourceRef.kind': charts,
    'chart.spec.sourceRef.name': name(253),
    'chart.spec.sourceRef.namespace': name(63),
    'chartRef.kind': among('OCIRepository', 'HelmChart', 'ExternalArtifact'),
    'chartRef.name': name(253),
    'chartRef.namespace': name(63),
    'valuesFrom[].kind': among('Secret', 'ConfigMap'),
    'valuesFrom[].name': name(253),
    'valuesFrom[].valuesKey': key,
  },
};

/** Rules for the objects of Flux, by `apiVersion/kind`. */
export const fluxRules: readonly (readonly [string, (object: Place) => void])[] = Object.entries(FORMS).map(
  ([key, forms]) => [
    key,
    (object) => {
      const spec = object.at('spec');
      for (const [path, form] of Object.entries(forms)) for (const place of placesAt(spec, path)) place.must(form);
      if (key.endsWith('/HelmRelease')) spec.oneOf(['chart', 'chartRef']);
    },
  ],
);

/** `a.b[].c`: of every member of a list. */
function placesAt(spec: Place, path: string): Place[] {
  return path.split('.').reduce<Place[]>(
    (places, step) => {
      const field = step.replace('[]', '');
      return places.flatMap((place) => (field === step ? [place.at(field)] : place.at(field).each()));
    },
    [spec],
  );
}
