import { isDeepStrictEqual } from 'node:util';
import { partsOf } from './images';
import { type Fields, fields, items } from './manifest';

/** What the API server adds to a pod that says less (Kubernetes: pkg/apis/core/v1/defaults.go). */
export function completedPod(spec: Fields): Fields {
  const containers = (key: string) =>
    spec[key] === undefined ? {} : { [key]: items(spec[key]).map(completedContainer) };
  return {
    restartPolicy: 'Always',
    dnsPolicy: 'ClusterFirst',
    schedulerName: 'default-scheduler',
    terminationGracePeriodSeconds: 30,
    enableServiceLinks: true,
    ...spec,
    ...containers('initContainers'),
    ...containers('containers'),
    ...(spec.volumes !== undefined && { volumes: items(spec.volumes).map(completedVolume) }),
  };
}

function completedContainer(container: Fields): Fields {
  const probe = (key: string) =>
    container[key] === undefined ? {} : { [key]: completedProbe(fields(container[key])) };
  const { tag, digest } = partsOf(String(container.image ?? ''));
  const moves = digest === undefined && (tag === undefined || tag === 'latest');
  return {
    imagePullPolicy: moves ? 'Always' : 'IfNotPresent',
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    ...container,
    ...(container.ports !== undefined && {
      ports: items(container.ports).map((port) => ({ protocol: 'TCP', ...port })),
    }),
    ...(container.env !== undefined && { env: items(container.env).map(completedVariable) }),
    ...probe('livenessProbe'),
    ...probe('readinessProbe'),
    ...probe('startupProbe'),
  };
}

function completedVariable(variable: Fields): Fields {
  const from = fields(variable.valueFrom);
  if (from.fieldRef === undefined) return variable;
  return { ...variable, valueFrom: { ...from, fieldRef: { apiVersion: 'v1', ...fields(from.fieldRef) } } };
}

function completedProbe(probe: Fields): Fields {
  return {
    timeoutSeconds: 1,
    periodSeconds: 10,
    successThreshold: 1,
    failureThreshold: 3,
    ...probe,
    ...(probe.httpGet !== undefined && { httpGet: { path: '/', scheme: 'HTTP', ...fields(probe.httpGet) } }),
  };
}

const MODED = ['configMap', 'secret', 'projected', 'downwardAPI'];

function completedVolume(volume: Fields): Fields {
  const moded = MODED.filter((key) => volume[key] !== undefined).map(
    (key) => [key, { defaultMode: 0o644, ...fields(volume[key]) }] as const,
  );
  return { ...volume, ...Object.fromEntries(moded) };
}

/** What a claim says if it says nothing else. */
export function completedClaim(spec: Fields): Fields {
  return { volumeMode: 'Filesystem', ...spec };
}

/** Switches that are kept only when they are on, and numbers only when they are not zero. */
const OFF = new Set(['hostNetwork', 'hostPID', 'hostIPC', 'readOnly', 'stdin', 'stdinOnce', 'tty']);
const ZERO = new Set(['initialDelaySeconds', 'minReadySeconds']);

/** Whether two values mean the same to the API server, to which empty and absent are one. */
export function same(before: unknown, after: unknown): boolean {
  return isDeepStrictEqual(kept(before), kept(after));
}

function kept(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(kept);
  if (value === null || value === '') return undefined;
  if (typeof value !== 'object') return value;
  const own = Object.entries(value).flatMap(([key, each]) => {
    if ((each === false && OFF.has(key)) || (each === 0 && ZERO.has(key))) return [];
    const inner = kept(each);
    return inner === undefined ? [] : [[key, inner] as const];
  });
  return own.length === 0 ? undefined : Object.fromEntries(own);
}
