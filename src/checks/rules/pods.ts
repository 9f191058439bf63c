import {
  address,
  configKey,
  fileMode,
  label,
  nonEmpty,
  number,
  orEmpty,
  positive,
  qualifiedName,
  relativePath,
  subdomain,
  text,
} from '../../kubernetes/forms';
import { amount } from '../../kubernetes/quantities';
import { container, security } from './containers';
import { expressions, labels, metadata, selector } from './metadata';
import type { Place } from './place';

const NODE_OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];
const NAMES = ['nodeName', 'serviceAccountName', 'priorityClassName', 'hostname'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const absolutePath = text('an absolute path', (path) => path.startsWith('/'));
const straightPath = text("a path without '..'", (path) => !path.split('/').includes('..'));
const searchDomain = text(subdomain.expected, (domain) =>
  subdomain.test(domain.replace(/\.$/, '').replaceAll('_', 'a')),
);

/** What the API server asks of a pod beyond its schema. `kind` is that of the object that makes it. */
export function pod(template: Place, kind: string): void {
  const spec = template.at('spec');
  metadata(template.at('metadata'));
  if (spec.at('containers').each().length === 0) spec.at('containers').wrong('one container at least');
  for (const place of spec.at('initContainers').each()) container(place, true);
  for (const place of spec.at('containers').each()) container(place, false);
  for (const place of spec.at('volumes').each()) volume(place);
  security(spec.at('securityContext'));
  life(spec, kind);
  names(spec);
  for (const place of spec.at('tolerations').each()) toleration(place);
  affinity(spec.at('affinity'));
  for (const place of spec.at('topologySpreadConstraints').each()) {
    place.at('maxSkew').must(positive);
    place.at('topologyKey').must(nonEmpty, qualifiedName);
    selector(place.at('labelSelector'));
  }
  host(spec);
}

function life(spec: Place, kind: string): void {
  const policy = spec.at('restartPolicy');
  const isJob = kind === 'Job' || kind === 'CronJob';
  if (isJob && !['OnFailure', 'Never'].includes(String(policy.value))) policy.wrong('OnFailure or Never');
  if (!isJob && kind !== 'Pod' && policy.exists && policy.value !== 'Always') policy.wrong('Always');
  const deadline = spec.at('activeDeadlineSeconds');
  deadline.must(positive);
  if (!isJob && kind !== 'Pod' && deadline.exists) deadline.wrong('nothing: these pods have no end');
}

function names(spec: Place): void {
  spec.mustAt(NAMES, orEmpty(subdomain));
  labels(spec.at('nodeSelector'));
  for (const server of spec.at('dnsConfig', 'nameservers').each()) server.must(address);
  for (const domain of spec.at('dnsConfig', 'searches').each()) domain.must(searchDomain);
  if (spec.at('dnsPolicy').value === 'None' && spec.at('dnsConfig', 'nameservers').each().length === 0)
    spec.at('dnsConfig').wrong('nameservers beside the policy None');
  for (const alias of spec.at('hostAliases').each()) {
    alias.at('ip').must(address);
    for (const name of alias.at('hostnames').each()) name.must(subdomain);
  }
}

/** What only pods of the host's own network, users or processes may ask for. */
function host(spec: Place): void {
  for (const list of ['initContainers', 'containers']) {
    for (const place of spec.at(list).each()) {
      if (!place.at('securityContext').exists) continue;
      const mount = place.at('securityContext', 'procMount');
      if (mount.value === 'Unmasked' && spec.at('hostUsers').value !== false)
        mount.wrong('Default, or a pod with hostUsers: false');
      const windows = place.at('securityContext', 'windowsOptions', 'hostProcess');
      if (windows.value === true && spec.at('hostNetwork').value !== true)
        windows.wrong('false, or a pod with hostNetwork: true');
    }
  }
}

function volume(place: Place): void {
  place.at('name').must(nonEmpty, label);
  const sources = place.keys().filter((key) => key !== 'name');
  if (sources.length !== 1) place.wrong(`one source, got ${sources.length === 0 ? 'none' : sources.join(' and ')}`);
  if (place.at('configMap').exists) place.at('configMap', 'name').needs(nonEmpty);
  place.at('nfs', 'path').must(absolutePath);
  place.at('hostPath', 'path').must(straightPath);
  if (place.at('secret').exists) place.at('secret', 'secretName').needs(nonEmpty);
  if (place.at('persistentVolumeClaim').exists) place.at('persistentVolumeClaim', 'claimName').needs(nonEmpty);
  for (const kind of place.having(['configMap', 'secret'])) {
    place.at(kind, 'defaultMode').must(fileMode);
    for (const item of place.at(kind, 'items').each()) {
      item.at('key').must(nonEmpty, configKey);
      item.at('path').must(nonEmpty, relativePath);
      item.at('mode').must(fileMode);
    }
  }
  const medium = place.at('emptyDir', 'medium');
  if (medium.exists && !/^(|Memory|HugePages(-.+)?)$/.test(String(medium.value)))
    medium.wrong('Memory, HugePages or none');
  const limit = place.at('emptyDir', 'sizeLimit');
  if ((amount(limit.value) ?? 0) < 0) limit.wrong('0 or more');
  for (const source of place.at('projected', 'sources').each()) {
    const token = source.at('serviceAccountToken');
    if (token.exists) token.at('path').must(nonEmpty, relativePath);
    const seconds = token.at('expirationSeconds').value;
    if (typeof seconds === 'number' && seconds < 600) token.at('expirationSeconds').wrong('600 or more');
  }
}

function toleration(place: Place): void {
  const [key, operator, value, effect] = ['key', 'operator', 'value', 'effect'].map((field) => place.at(field));
  if (!key || !operator || !value || !effect) return;
  key.must(orEmpty(qualifiedName));
  const isEverything = !key.exists || key.value === '';
  if (operator.exists && !['Equal', 'Exists', 'Lt', 'Gt'].includes(String(operator.value)))
    operator.wrong('Equal or Exists');
  if (isEverything && operator.value !== 'Exists') operator.wrong('Exists where there is no key');
  if (operator.value === 'Exists' && typeof value.value === 'string' && value.value !== '')
    value.wrong('nothing beside Exists');
  if (effect.exists && effect.value !== '' && !EFFECTS.includes(String(effect.value)))
    effect.wrong('NoSchedule, PreferNoSchedule or NoExecute');
  if (place.at('tolerationSeconds').exists && effect.value !== 'NoExecute')
    effect.wrong('NoExecute beside tolerationSeconds');
}

function affinity(place: Place): void {
  if (!place.exists) return;
  const terms = place.at('nodeAffinity', REQUIRED, 'nodeSelectorTerms');
  if (place.at('nodeAffinity', REQUIRED).exists && terms.each().length === 0) terms.wrong('one term at least');
  const preferences = place.at('nodeAffinity', PREFERRED).each();
  for (const preference of preferences) weight(preference);
  for (const term of [...terms.each(), ...preferences.map((each) => each.at('preference'))])
    expressions(term.at('matchExpressions'), NODE_OPERATORS);
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const preferred = place.at(kind, PREFERRED).each();
    for (const each of preferred) weight(each);
    for (const term of [...place.at(kind, REQUIRED).each(), ...preferred.map((each) => each.at('podAffinityTerm'))]) {
      term.at('topologyKey').needs(nonEmpty, qualifiedName);
      selector(term.at('labelSelector'));
    }
  }
}

function weight(place: Place): void {
  place.at('weight').must(number('from 1 to 100', (value) => value >= 1 && value <= 100));
}
