import { RELEASE } from '../../backends/pulumi/identity';
import { groupBy } from '../../base/sort';
import type { Kube } from '../../cluster/kube';
import { kubectlName } from '../kubectl';
import type { HelmStorage } from './helm';
import { type Entry, ownProvider, strays } from './state';

interface Sorted {
  /** The entries that stay, in the hands of the stack's own provider where it is known. */
  readonly entries: readonly Entry[];
  /** What was given to the engine's default provider and is in the stack's cluster all the same. */
  readonly here: readonly Entry[];
  /** What is in another one. */
  readonly elsewhere: readonly Entry[];
}

/** Asks the stack's cluster for everything that the engine's default provider was given, and takes out of the state what is not there. */
export async function sorted(entries: readonly Entry[], kube: Kube, storage: HelmStorage): Promise<Sorted> {
  const [here, elsewhere]: [Set<Entry>, Set<Entry>] = [new Set(), new Set()];
  for (const one of strays(entries)) ((await isHere(one, kube, storage)) ? here : elsewhere).add(one);
  const provider = ownProvider(entries);
  const kept = entries.filter((one) => !elsewhere.has(one));
  return {
    entries: kept.map((one) => (provider && here.has(one) ? { ...one, provider } : one)),
    here: [...here],
    elsewhere: [...elsewhere],
  };
}

async function isHere({ type, id = '', outputs }: Entry, kube: Kube, storage: HelmStorage): Promise<boolean> {
  const { name, namespace } = placeOf(id);
  if (type === RELEASE) return (await storage.installed(namespace ?? 'default', name)) !== undefined;
  const { apiVersion, kind } = kindOf(type);
  const found = await kube.get({ apiVersion, kind, name, ...(namespace && { namespace }) });
  const { uid } = (outputs?.metadata ?? {}) as { readonly uid?: string };
  return found !== undefined && (uid === undefined || uid === found.metadata.uid);
}

/** How what stands in another cluster is removed there: releases first, namespaces last. */
export function removals(elsewhere: readonly Entry[]): string[] {
  const releases = elsewhere.filter(({ type }) => type === RELEASE);
  const objects = elsewhere.filter(({ type }) => type !== RELEASE && !type.endsWith('Patch'));
  const [inside, outside] = [true, false].map((is) => objects.filter(({ id = '' }) => id.includes('/') === is));
  return [
    ...releases.map(({ id = '' }) => {
      const { name, namespace } = placeOf(id);
      return `helm uninstall ${name} --namespace ${namespace}`;
    }),
    ...[...groupBy(inside ?? [], ({ id = '' }) => id.split('/')[0] ?? '')].map(
      ([namespace, all]) => `kubectl delete --namespace ${namespace} ${all.map(argument).join(' ')}`,
    ),
    ...(outside?.length ? [`kubectl delete ${outside.map(argument).join(' ')}`] : []),
  ];
}

function argument({ type, id = '' }: Entry): string {
  return kubectlName({ ...kindOf(type), metadata: placeOf(id) });
}

function placeOf(id: string): { readonly name: string; readonly namespace?: string } {
  const [first = '', second] = id.split('/');
  return second === undefined ? { name: first } : { name: second, namespace: first };
}

/** `kubernetes:apps/v1:Deployment` → apps/v1, Deployment; a patch is asked for as what it is laid over. */
function kindOf(type: string): { readonly apiVersion: string; readonly kind: string } {
  const [, apiVersion = '', kind = ''] = type.split(':');
  return { apiVersion: apiVersion.replace(/^core\//, ''), kind: kind.replace(/Patch$/, '') };
}
