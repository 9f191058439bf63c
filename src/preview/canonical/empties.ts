import type { Place } from './place';

/** Keys and values that people choose, all of them texts: an empty value is one. */
const TEXTS = new Set(['annotations', 'labels', 'matchLabels', 'nodeSelector']);
/** The same in objects of Kubernetes itself. `selector` is such a map in two kinds only. */
const OWN_TEXTS = new Set(['data', 'binaryData', 'stringData', 'parameters', 'volumeAttributes', 'options']);

/** Maps and structures that are not there when they are empty: Go keeps no pointer to them, or nothing follows from them. */
const NOTHING = new Set([
  ...['limits', 'requests', 'hard', 'capacity', 'overhead', 'podFixed'],
  ...['default', 'defaultRequest', 'max', 'min', 'maxLimitRequestRatio'],
  ...['metadata', 'spec', 'template', 'jobTemplate', 'resources', 'strategy', 'updateStrategy', 'rollingUpdate'],
  ...['affinity', 'podAffinity', 'podAntiAffinity', 'securityContext', 'capabilities', 'lifecycle', 'dnsConfig'],
]);

/** The same in resources of others, who may tell `{}` or `[]` from nothing: only where the field is surely Kubernetes' own. */
const SURELY = new Set([
  ...['annotations', 'labels', 'matchLabels', 'nodeSelector', 'limits', 'requests', 'affinity', 'securityContext'],
  ...['args', 'command', 'env', 'envFrom', 'finalizers', 'imagePullSecrets', 'initContainers', 'ownerReferences'],
  ...['tolerations', 'topologySpreadConstraints', 'volumeMounts', 'volumes'],
]);

/** No class at all, which is something else than the default one. */
const CHOSEN = new Set(['storageClassName', 'volumeAttributesClassName', 'ingressClassName']);

/** Switches that nobody keeps when they are off. */
const OFF = new Set([
  'hostNetwork',
  'hostPID',
  'hostIPC',
  'readOnly',
  'stdin',
  'stdinOnce',
  'tty',
  'publishNotReadyAddresses',
]);

/** A value as Kubernetes would keep it; `undefined` where it would drop it. */
export function empties(value: unknown, place: Place): unknown {
  if (value === null || value === undefined) return undefined;
  const { known, path } = place;
  const name = path.at(-1) ?? '';
  const above = path.at(-2) ?? '';
  if (isTexts(above, place)) return typeof value === 'object' ? value : String(value);
  if (!known) return SURELY.has(name) && isEmpty(value) ? undefined : value;
  if (value === false && OFF.has(name)) return undefined;
  if (value === '') return CHOSEN.has(name) ? value : undefined;
  if (name === 'protocol' && value === 'TCP' && above === 'ports') return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value;
  return isEmpty(value) && isNothing(place) ? undefined : value;
}

function isNothing(place: Place): boolean {
  const { kind, path } = place;
  const name = path.at(-1) ?? '';
  if (name === 'podSelector') return kind === 'NetworkPolicy' && path.length === 2;
  return NOTHING.has(name) || isTexts(name, place);
}

/** A map of texts of which people choose the keys. */
function isTexts(name: string, { kind, known }: Place): boolean {
  if (!known || TEXTS.has(name)) return TEXTS.has(name);
  return OWN_TEXTS.has(name) || (name === 'selector' && (kind === 'Service' || kind === 'ReplicationController'));
}

function isEmpty(value: unknown): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length === 0;
}
