import {
  configKey,
  headerName,
  label,
  nonEmpty,
  notNegative,
  orEmpty,
  portName,
  positive,
  relativePath,
  subdomain,
  text,
  trimmed,
  userId,
  variableName,
} from '../../kubernetes/forms';
import type { Place } from './place';
import { resources } from './resources';

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];
const HANDLERS = ['exec', 'httpGet', 'tcpSocket', 'grpc'];
const HOOKS = ['exec', 'httpGet', 'tcpSocket', 'sleep'];
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const TIMES = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'];
const USERS = ['runAsUser', 'runAsGroup', 'fsGroup'];
const FIELD_PATH =
  /^(metadata\.(name|namespace|uid|(labels|annotations)\['[^']+'\])|spec\.(nodeName|serviceAccountName)|status\.(hostIP|hostIPs|podIP|podIPs))$/;
const fieldPath = text('a field of the pod that containers may see, such as status.podIP', (path) =>
  FIELD_PATH.test(path),
);
const resourceField = text('a resource such as limits.memory', (resource) =>
  /^(requests|limits)\.(cpu|memory|ephemeral-storage|hugepages-\S+)$/.test(resource),
);

/** What the API server asks of a container beyond its schema. */
export function container(place: Place, isInit: boolean): void {
  place.at('name').must(nonEmpty, label);
  place.at('image').needs(nonEmpty, trimmed);
  for (const variable of place.at('env').each()) environment(variable);
  for (const source of place.at('envFrom').each()) {
    source.oneOf(['configMapRef', 'secretRef']);
    source.at('prefix').must(orEmpty(variableName));
    for (const kind of source.having(['configMapRef', 'secretRef'])) source.at(kind, 'name').needs(subdomain);
  }
  for (const port of place.at('ports').each()) port.at('name').must(orEmpty(portName));
  place.at('ports').unique((port) => pair(port, 'containerPort'), 'port');
  for (const mount of place.at('volumeMounts').each()) {
    mount.at('mountPath').needs(nonEmpty);
    mount.mustAt(['subPath', 'subPathExpr'], relativePath);
  }
  place.at('volumeMounts').unique((mount) => string(mount.at('mountPath')), 'path');
  resources(place.at('resources'));
  security(place.at('securityContext'));
  const policy = place.at('restartPolicy');
  if (policy.exists && !['Always', 'Never', 'OnFailure'].includes(String(policy.value)))
    policy.wrong('Always, Never or OnFailure');
  const runsBeside = policy.value === 'Always';
  if (isInit && !runsBeside)
    for (const field of place.having([...PROBES, 'lifecycle']))
      place.at(field).wrong('nothing in a container that ends');
  for (const field of PROBES) probe(place.at(field), field !== 'readinessProbe');
  for (const hook of place.at('lifecycle').having(['postStart', 'preStop'])) {
    handler(place.at('lifecycle', hook), HOOKS);
    place.at('lifecycle', hook, 'sleep', 'seconds').must(notNegative);
  }
}

/** The number of a port with its protocol, which together are taken once. */
export function pair(port: Place, field: string): string | undefined {
  const number = port.at(field).value;
  return typeof number === 'number' ? `${number}/${port.at('protocol').value ?? 'TCP'}` : undefined;
}

export function string(place: Place): string | undefined {
  return typeof place.value === 'string' ? place.value : undefined;
}

function environment(variable: Place): void {
  variable.at('name').must(nonEmpty, variableName);
  const source = variable.at('valueFrom');
  if (!source.exists) return;
  source.oneOf(SOURCES);
  if (typeof variable.at('value').value === 'string' && variable.at('value').value !== '')
    source.wrong('nothing beside a value');
  for (const kind of source.having(['configMapKeyRef', 'secretKeyRef'])) {
    source.at(kind, 'name').needs(subdomain);
    source.at(kind, 'key').must(configKey);
  }
  source.at('fieldRef', 'fieldPath').must(fieldPath);
  source.at('resourceFieldRef', 'resource').must(resourceField);
}

function probe(place: Place, once: boolean): void {
  if (!place.exists) return;
  handler(place, HANDLERS);
  place.mustAt(TIMES, notNegative);
  place.at('terminationGracePeriodSeconds').must(positive);
  const successes = place.at('successThreshold').value;
  if (once && typeof successes === 'number' && successes > 1) place.at('successThreshold').wrong('1');
}

function handler(place: Place, kinds: readonly string[]): void {
  if (!place.exists) return;
  place.oneOf(kinds);
  if (place.at('exec').exists && place.at('exec', 'command').each().length === 0)
    place.at('exec', 'command').wrong('a command');
  for (const kind of place.having(['httpGet', 'tcpSocket'])) place.at(kind, 'port').must(portName);
  for (const header of place.at('httpGet', 'httpHeaders').each()) header.at('name').must(headerName);
}

/** What pods and containers both say of security. */
export function security(place: Place): void {
  if (!place.exists) return;
  place.mustAt(USERS, userId);
  for (const group of place.at('supplementalGroups').each()) group.must(userId);
  for (const field of place.having(['seccompProfile', 'appArmorProfile'])) {
    const file = place.at(field, 'localhostProfile');
    const isLocal = place.at(field, 'type').value === 'Localhost';
    if (isLocal && !file.exists) file.wrong('a profile beside Localhost');
    if (!isLocal && file.exists) file.wrong('nothing, or the type Localhost');
  }
  if (place.at('privileged').value === true && place.at('allowPrivilegeEscalation').value === false)
    place.at('allowPrivilegeEscalation').wrong('true, as it is privileged');
}
