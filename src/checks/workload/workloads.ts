import { isDeepStrictEqual } from 'node:util';
import { type Finding, finding } from '../../diagnostics/finding';
import { at, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { type Pods, podsOf } from '../pods';

/** What the schema of a pod cannot say, and the API server refuses: names told apart, mounts and selectors that find something, ports that exist. */
export const workloads: Check = ({ graph, artifacts }) =>
  podsOf(graph, artifacts).flatMap((pods) => [...selector(pods), ...mounts(pods), ...ports(pods), ...names(pods)]);

function selector({ object, manifest, labels, subject }: Pods): Finding[] {
  const wanted = at(manifest.spec, 'selector', 'matchLabels');
  if (Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(labels[key], value))) return [];
  return [finding('workload/selector-mismatch', { object, selector: pairs(wanted), labels: pairs(labels) }, subject)];
}

function mounts({ object, manifest, spec, subject }: Pods): Finding[] {
  const claimed = items(fields(manifest.spec).volumeClaimTemplates).map(({ metadata }) =>
    String(fields(metadata).name),
  );
  const known = [...items(spec.volumes).map(({ name }) => String(name)), ...claimed].sort();
  return containersOf(spec).flatMap((container) =>
    items(container.volumeMounts)
      .filter(({ name }) => !known.includes(String(name)))
      .map(({ name }) =>
        finding(
          'workload/unknown-volume',
          { object, container: String(container.name), volume: String(name), known },
          subject,
        ),
      ),
  );
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];

function ports({ object, spec, subject }: Pods): Finding[] {
  const stated = containersOf(spec).flatMap((container) => [
    ...items(container.ports).flatMap(({ containerPort, hostPort }) => [
      ['containerPort', containerPort],
      ['hostPort', hostPort],
    ]),
    ...PROBES.flatMap((probe) =>
      ['httpGet', 'tcpSocket', 'grpc'].map((way) => [
        `${probe}.${way}.port`,
        fields(fields(container[probe])[way]).port,
      ]),
    ),
  ]);
  return stated
    .filter(([, port]) => typeof port === 'number' && (!Number.isInteger(port) || port < 1 || port > 65535))
    .map(([field, port]) => finding('workload/bad-port', { object, field: String(field), got: String(port) }, subject));
}

function names({ object, spec, subject }: Pods): Finding[] {
  const containers = containersOf(spec);
  return [
    ...twice(containers).map((name) => ({ what: 'containers', name })),
    ...twice(items(spec.volumes)).map((name) => ({ what: 'volumes', name })),
    ...containers.flatMap(({ env }) => twice(items(env)).map((name) => ({ what: 'environment variables', name }))),
    ...containers.flatMap((container) => twice(items(container.ports)).map((name) => ({ what: 'ports', name }))),
  ].map((params) => finding('workload/duplicate-name', { object, ...params }, subject));
}

function twice(named: readonly Readonly<Record<string, unknown>>[]): string[] {
  const all = named.flatMap(({ name }) => (name === undefined ? [] : [String(name)]));
  return [...new Set(all.filter((name, i) => all.indexOf(name) !== i))];
}

function pairs(labels: Readonly<Record<string, unknown>>): string {
  const all = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return all.length > 0 ? all.sort().join(',') : 'no labels';
}
