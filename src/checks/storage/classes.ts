import { type Finding, finding } from '../../diagnostics/finding';
import type { Graph } from '../../graph/graph';
import { fields, items } from '../../kubernetes/manifest';
import type { Check, Subject } from '../check';
import { objectsOf } from '../objects-of';

/** Provisioners of volumes that are folders or disks of one node. */
const OF_ONE_NODE = new Set([
  ...['rancher.io/local-path', 'openebs.io/local', 'local.csi.openebs.io', 'zfs.csi.openebs.io'],
  ...['topolvm.io', 'kubernetes.io/no-provisioner'],
]);
const IS_DEFAULT = 'storageclass.kubernetes.io/is-default-class';

/** Claims for many nodes on a class that gives one node only, and two classes that are both the default. */
export const shared: Check = (subject) => [...claims(subject), ...defaults(subject)];

function claims(subject: Subject): Finding[] {
  const { graph, artifacts } = subject;
  const provisioners = new Map(
    objectsOf(graph, artifacts, 'StorageClass').map(({ manifest }) => [manifest.metadata.name, manifest.provisioner]),
  );
  const isOfOneNode = (name: string) => OF_ONE_NODE.has(String(provisioners.get(name) ?? BY_NAME.get(name)));
  const usual = defaultOf(subject);
  const asked = [
    ...objectsOf(graph, artifacts, 'PersistentVolumeClaim').map((found) => ({ ...found, claim: found.spec })),
    ...objectsOf(graph, artifacts, 'StatefulSet').flatMap((found) =>
      items(found.spec.volumeClaimTemplates).map(({ spec }) => ({ ...found, claim: fields(spec) })),
    ),
  ];
  return asked.flatMap(({ object, claim, subject: about }): Finding[] => {
    const { storageClassName: name = usual, accessModes, volumeName } = claim;
    const isShared =
      Array.isArray(accessModes) && accessModes.some((mode) => /^Read(Write|Only)Many$/.test(String(mode)));
    if (!isShared || typeof name !== 'string' || volumeName !== undefined || !isOfOneNode(name)) return [];
    return [finding('storage/one-node-class', { object, name, modes: accessModes.map(String) }, about)];
  });
}

/** What k3s brings. */
const BY_NAME = new Map([['local-path', 'rancher.io/local-path']]);

function defaultOf({ graph, artifacts }: Subject): string | undefined {
  const marked = objectsOf(graph, artifacts, 'StorageClass').find(isDefault);
  return marked?.manifest.metadata.name ?? firstClass(graph);
}

function firstClass({ clusters: [cluster, another] }: Graph): string | undefined {
  return another ? undefined : cluster?.storageClasses[0];
}

function defaults({ graph, artifacts }: Subject): Finding[] {
  const [first, ...others] = objectsOf(graph, artifacts, 'StorageClass').filter(isDefault);
  return others.map(({ manifest, subject }) => {
    const names = [first?.manifest.metadata.name ?? '', manifest.metadata.name] as const;
    return finding('storage/two-defaults', { first: names[0], second: names[1] }, subject);
  });
}

function isDefault({
  manifest,
}: {
  readonly manifest: { readonly metadata: { readonly annotations?: object } };
}): boolean {
  return fields(manifest.metadata.annotations)[IS_DEFAULT] === 'true';
}
