import { Duration } from 'cdk8s';
import type { Graph, ReleaseNode } from '../../graph/graph';
import type { Manifest } from '../../kubernetes/manifest';
import { isRegistry } from '../../model/charts';
import { fingerprint } from '../../model/fingerprint';
import type { Lowered } from '../artifact';
import { aliasesOf, componentId, kindType, nameOf, RELEASE, releaseId, typeOf } from './identity';
import { FORCED, isOurs, MANAGER, writtenBy } from './owner';
import { CONTROLLERS, type Precedence } from './precedence';
import { type Resource, type ResourceOptions, resource } from './resource';

/** They hold what nobody can make again. */
const STATEFUL = new Set([
  ...['Namespace', 'PersistentVolume', 'PersistentVolumeClaim', 'StatefulSet'],
  ...['Kafka', 'KafkaNodePool', 'KafkaTopic', 'Tenant'],
]);
/**
 * Of these the provider's own wait says nothing: a Service passes after ten seconds without any pod behind it, and a claim may wait for the
 * very pod that is made after it. The controllers are waited for.
 */
const NOT_WAITED_FOR = new Set(['Service', 'PersistentVolumeClaim', 'Ingress']);
/** Of a Secret also what somebody else wrote into it: a refresh brings that into the state. */
const HELD = ['data', 'stringData', 'metadata'];
/** For images to be fetched and pods to be placed; what a container says that it needs to start comes on top. */
const PATIENCE = Duration.minutes(5);
/** A Job ends when its work does: a model of many gigabytes is fetched. */
const WORK = Duration.minutes(60);
const CHART = Duration.minutes(15);

/** Every object, with what comes before it and how it is treated. */
export function objectResources(graph: Graph, objects: readonly Lowered[], precedence: Precedence): Resource[] {
  const startups = startupsOf(graph);
  return objects.map((lowered) =>
    resource(typeOf(lowered.manifest), nameOf(lowered.manifest), {
      parent: componentId(lowered.component),
      inputs: annotated(withoutTypesOfClaims(lowered.manifest)),
      options: {
        dependsOn: precedence.ofObject(lowered),
        aliases: aliasesOf(lowered),
        ...treatment(lowered.manifest, startups),
      },
    }),
  );
}

export function releaseResources({ releases }: Graph, precedence: Precedence): Resource[] {
  return releases.map((release) => {
    const { component, name, namespace, version, values, keep } = release;
    return resource(RELEASE, `${namespace}/${name}`, {
      parent: componentId(component),
      inputs: { name, namespace, version, ...chartOf(release), values, timeout: CHART.toSeconds() },
      options: {
        dependsOn: precedence.ofRelease(release),
        aliases: [{ name: `${component}/${name}` }],
        ...(keep && ({ protect: true, retainOnDelete: true } as const)),
        timeout: minutes(CHART),
      },
    });
  });
}

/** Providers run in the folder of the program that Pulumi.yaml names (`main`): a path from there is the same on every machine. */
const FROM_PROGRAM = '..';

function chartOf({ archive, chart, repository }: ReleaseNode) {
  if (archive !== undefined) return { chart: `${FROM_PROGRAM}/${archive}` };
  return isRegistry(repository) ? { chart: `${repository}/${chart}` } : { chart, repositoryOpts: { repo: repository } };
}

/**
 * What is laid over an object of a chart, once the chart has made it: the fields that are given here, and no others. The provider compares lists by
 * position, so that a member of ours behind those of the chart differs for ever: what holds a list is applied once, and is another resource, which takes
 * over, as soon as it or its chart changes.
 */
export function patchResources({ patches, releases }: Graph): Resource[] {
  return patches.map(({ component, release, namespace, target, merge }) => {
    const made = releases.filter((one) => one.component === component && one.name === release);
    const charts = made.map(({ chart, version, values }) => ({ chart, version, values }));
    const mark = hasList(merge) ? `-${fingerprint([merge, charts])}` : '';
    return resource(`${kindType(target)}Patch`, `${component}/${namespace}/${target.name}${mark}`, {
      parent: componentId(component),
      inputs: {
        ...merge,
        apiVersion: target.apiVersion,
        kind: target.kind,
        metadata: {
          ...{ name: target.name, namespace },
          annotations: { ...writtenBy(`${MANAGER}-${component}${mark}`), ...FORCED },
        },
      },
      options: { dependsOn: made.map(releaseId), ...(mark && { ignoreChanges: Object.keys(merge) }) },
    });
  });
}

function hasList(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  return Array.isArray(value) || Object.values(value).some(hasList);
}

function treatment(
  { kind, metadata }: Manifest,
  startups: ReadonlyMap<string, Duration>,
): Omit<ResourceOptions, 'dependsOn'> {
  const startup = startups.get(`${kind} ${metadata.namespace}/${metadata.name}`)?.toSeconds() ?? 0;
  const patience = kind === 'Job' ? WORK : Duration.seconds(PATIENCE.toSeconds() + startup);
  return {
    ...(kind === 'Secret' && { additionalSecretOutputs: HELD }),
    ...(STATEFUL.has(kind) && { protect: true, retainOnDelete: true }),
    ...(CONTROLLERS.has(kind) && { timeout: minutes(patience) }),
  };
}

const minutes = (duration: Duration): string => `${Math.ceil(duration.toSeconds() / 60)}m`;

/** What a workload says that its first start may take. */
function startupsOf({ workloads }: Graph): ReadonlyMap<string, Duration> {
  return new Map(
    workloads.flatMap(({ kind, name, on, health }) =>
      'namespace' in on && health?.startup ? [[`${kind} ${on.namespace}/${name}`, health.startup] as const] : [],
    ),
  );
}

/** The provider makes a StatefulSet anew whose templates of claims get a field. The API server adds what is left out here. */
function withoutTypesOfClaims(manifest: Manifest): Manifest {
  const { volumeClaimTemplates, ...spec } = (manifest.spec ?? {}) as { volumeClaimTemplates?: readonly Manifest[] };
  if (manifest.kind !== 'StatefulSet' || !volumeClaimTemplates) return manifest;
  const claims = volumeClaimTemplates.map(({ apiVersion: _, kind: __, ...claim }) => claim);
  return { ...manifest, spec: { ...spec, volumeClaimTemplates: claims } };
}

/**
 * What tells the provider how to wait, and who owns what. Of what is ours as a whole, what somebody else changed is taken back, where otherwise the
 * API server would report a conflict.
 */
function annotated(manifest: Manifest): Manifest {
  const { kind, metadata } = manifest;
  const annotations = {
    ...metadata.annotations,
    ...writtenBy(MANAGER),
    ...(NOT_WAITED_FOR.has(kind) && { 'pulumi.com/skipAwait': 'true' }),
    ...(isOurs(manifest) && FORCED),
  };
  return { ...manifest, metadata: { ...metadata, annotations } };
}
