import { KubeError } from '../../cluster/answers';
import { type Kube, type KubeObject, refer } from '../../cluster/kube';
import type { Manifest } from '../../kubernetes/manifest';
import { fields, items } from '../../kubernetes/manifest';
import { idOf } from '../../preview/match/identity';
import type { Contract, Placed, Side } from '../../preview/side';
import { asNew, verdict } from '../dry-run';
import { inTurn } from '../in-turn';
import { beyondManifest } from '../others';

/** `(hidden)`, as a Secret has it. */
const HIDDEN = 'KGhpZGRlbik=';
const OURS = 'app.kubernetes.io/managed-by=steading';
const COMPONENT = 'app.kubernetes.io/part-of';
/** Not found; not allowed for any method. */
const NOT_THERE = new Set([404, 405]);
/** Made by the cluster itself from something that has these labels, without saying so. */
const ECHOES = new Set(['Endpoints', 'Event', 'PodMetrics']);
/** Of two who applied, the first of these. */
const APPLIERS = ['argocd-controller', 'kustomize-controller', 'helm-controller', 'steading', 'kubectl'];

/**
 * What a cluster has of an environment, and what it would have: the server's own dry run of every object, so that defaults and what other
 * controllers own is in both. Errors: `KubeError` and what Node throws where there is no answer.
 */
export async function sidesLive(kube: Kube, wanted: Side): Promise<readonly [before: Side, after: Side]> {
  const notes: string[] = [];
  const delivered = wanted.objects.filter(({ layer }) => layer !== 'onDemand');
  const found = await inTurn(delivered, (placed) => tried(kube, placed, wanted.beyond?.contracts ?? [], notes));
  const left = await leftovers(kube, wanted);
  const before = [...found.flatMap(({ was }) => was ?? []), ...left];
  const { environment } = wanted;
  return [
    { environment, objects: before, texts: [], notes: [] },
    { ...wanted, objects: found.map(({ is }) => is), texts: [], notes: [...wanted.notes, ...notes.sort()] },
  ];
}

interface Tried {
  readonly was?: Placed;
  readonly is: Placed;
}

async function tried(kube: Kube, placed: Placed, contracts: readonly Contract[], notes: string[]): Promise<Tried> {
  const wanted = placed.manifest as unknown as KubeObject;
  const now = await kube.get(refer(wanted));
  if (!now) return { is: placed };
  const as = (object: unknown): Placed => ({ ...placed, manifest: withoutValues(object as Manifest) });
  const manager = managerOf(now);
  const answer = await kube.apply(wanted, { dryRun: true, fieldManager: manager });
  if (answer.object) {
    const beyond = await beyondManifest(kube, withKeys(wanted, contracts), answer.object, manager);
    notes.push(...beyond.map(({ what, fix }) => `${what}, and applying does not take it out: ${fix}`));
    return { was: as(now), is: as(answer.object) };
  }
  notes.push(verdict(wanted, answer));
  return { was: as(now), is: as((await asNew(kube, wanted)) ?? wanted) };
}

/** A Secret with the keys that its contract promises. */
function withKeys(wanted: KubeObject, contracts: readonly Contract[]): KubeObject {
  const { namespace, name } = wanted.metadata;
  const promised = contracts.find((one) => one.namespace === namespace && one.name === name);
  if (wanted.kind !== 'Secret') return wanted;
  const keys = [...Object.keys(fields(wanted.stringData)), ...(promised?.keys ?? []).map((key) => key.name)];
  return { ...wanted, data: { ...Object.fromEntries(keys.map((key) => [key, HIDDEN])), ...fields(wanted.data) } };
}

/** Who applied it before: by that name alone the server knows which fields are gone from the manifest. */
function managerOf({ metadata }: KubeObject): string {
  const names = items(metadata.managedFields)
    .filter(({ operation, subresource }) => operation === 'Apply' && subresource === undefined)
    .map(({ manager }) => String(manager));
  return (
    APPLIERS.find((known) => names.includes(known)) ??
    names.find((name) => name.startsWith('pulumi')) ??
    names[0] ??
    'steading'
  );
}

/** Objects that Steading made for a component of this environment, or in one of its namespaces, and that are not wanted any more. */
async function leftovers(kube: Kube, { objects }: Side): Promise<Placed[]> {
  const known = new Set(objects.map(({ manifest }) => idOf(manifest)));
  const namespaces = new Set(objects.map(({ manifest }) => manifest.metadata.namespace));
  const components = new Set(objects.map(({ component }) => component));
  const kinds = (await kube.listable()).filter(({ kind }) => !ECHOES.has(kind));
  const all = (await inTurn(kinds, (kind) => listed(kube, kind))).flat();
  return all.flatMap((object) => {
    const { namespace, labels, ownerReferences } = object.metadata;
    const component = fields(labels)[COMPONENT];
    const isHere = namespace === undefined ? components.has(String(component)) : namespaces.has(namespace);
    const manifest = object as unknown as Manifest;
    if (!isHere || ownerReferences !== undefined || known.has(idOf(manifest)) || isClaimOf(manifest, objects))
      return [];
    return [{ manifest: withoutValues(manifest), file: '', ...(typeof component === 'string' && { component }) }];
  });
}

/** A kind that is gone since it was asked for, or is no longer listed, holds nothing. Of what may not be read that is not known. */
async function listed(kube: Kube, kind: Parameters<Kube['list']>[0]): Promise<KubeObject[]> {
  try {
    return await kube.list(kind, undefined, OURS);
  } catch (error) {
    if (error instanceof KubeError && NOT_THERE.has(error.status ?? 0)) return [];
    throw error;
  }
}

/** A StatefulSet makes its claims itself: `<template>-<name>-<number>`. */
function isClaimOf({ kind, metadata }: Manifest, objects: readonly Placed[]): boolean {
  return (
    kind === 'PersistentVolumeClaim' &&
    objects.some(
      ({ manifest }) =>
        manifest.kind === 'StatefulSet' &&
        manifest.metadata.namespace === metadata.namespace &&
        metadata.name.replace(/\d+$/, '').endsWith(`-${manifest.metadata.name}-`),
    )
  );
}

/** Of a Secret only the names of its keys are kept, here already. */
function withoutValues(object: Manifest): Manifest {
  if (object.kind !== 'Secret') return object;
  return { ...object, data: Object.fromEntries(Object.keys(fields(object.data)).map((key) => [key, HIDDEN])) };
}
