import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import { dump } from 'js-yaml';
import { entries, groupBy } from '../../base/sort';
import type { Graph, PatchNode } from '../../graph/graph';
import type { Fields, Manifest } from '../../kubernetes/manifest';
import type { Lowered } from '../artifact';
import { componentLabels } from '../manifests/labels';

export type Ignored = NonNullable<NonNullable<IApplication['spec']>['ignoreDifferences']>[number];

const MANAGER = 'steading-patch';
/** Of the `nonroot` of distroless images; kubectl's own would be root. */
const NONROOT = 65532;
/** What Kubernetes itself serves: of other kinds the API server knows no keys of lists, and merges them as JSON. */
const BUILT_IN = /^([a-z]+|(networking|rbac\.authorization|storage|scheduling|discovery|coordination|node)\.k8s\.io)$/;
/** By which member of a list Kubernetes tells which (`x-kubernetes-patch-merge-key`). Other lists are replaced as a whole. */
const MERGE_KEYS: Readonly<Record<string, string>> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  volumes: 'name',
  imagePullSecrets: 'name',
  volumeMounts: 'mountPath',
  volumeDevices: 'devicePath',
  hostAliases: 'ip',
  topologySpreadConstraints: 'topologyKey',
};
const CONTAINERS = new Set(['containers', 'initContainers']);

/**
 * Who lays patches over what charts make: a Job a target, after each sync (PostSync), with an account that may patch that one object.
 * Self-heal syncs single resources and runs no hooks: an object that was deleted comes back without its patch, until the next whole sync.
 */
export function patchObjects({ patches, releases, clusters }: Graph): Lowered[] {
  const homes = new Map(releases.map(({ component, name, namespace }) => [`${component}/${name}`, namespace]));
  const [cluster] = clusters;
  return [...groupBy(patches, key).values()].flatMap((group) => {
    const [first] = group;
    const home = first && homes.get(`${first.component}/${first.release}`);
    if (!first || home === undefined) return [];
    const manifests = [...account(first, home), job(group, first, home, image(cluster?.kubernetes ?? ''))];
    return manifests.map((manifest) => ({ component: first.component, layer: 'delivery' as const, manifest }));
  });
}

/** What Argo CD has to leave alone: just what the patches say. */
export function patched(patches: readonly PatchNode[]): Ignored[] {
  return [...groupBy(patches, key).values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { apiVersion, kind, name } = first.target;
    const { namespace, merge } = first;
    const all = [merge, ...others.map((patch) => patch.merge)].flatMap((one) => paths(one, '', isBuiltIn(apiVersion)));
    return [
      { group: groupOf(apiVersion), kind, name, ...(namespace && { namespace }), jqPathExpressions: [...new Set(all)] },
    ];
  });
}

function key({ component, namespace, target: { apiVersion, kind, name } }: PatchNode): string {
  return [component, apiVersion, kind, namespace, name].join('\0');
}

const nameOf = ({ target: { kind, name } }: PatchNode): string => `patch-${kind.toLowerCase()}-${name}`;

/** `patch` reads what it patches; nothing else is asked of the API server. */
function account(patch: PatchNode, home: string): Manifest[] {
  const { component, namespace, target, why } = patch;
  const name = nameOf(patch);
  const labels = componentLabels(component);
  const where = namespace === null ? {} : { namespace };
  const scope = namespace === null ? 'Cluster' : '';
  const rbac = 'rbac.authorization.k8s.io';
  const rules = [
    {
      apiGroups: [groupOf(target.apiVersion)],
      resources: [resourceOf(target.kind)],
      resourceNames: [target.name],
      verbs: ['get', 'patch'],
    },
  ];
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: home, labels } },
    {
      apiVersion: `${rbac}/v1`,
      kind: `${scope}Role`,
      metadata: { name, ...where, labels, annotations: { 'steading.dev/grants': why } },
      rules,
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: `${scope}RoleBinding`,
      metadata: { name, ...where, labels },
      roleRef: { apiGroup: rbac, kind: `${scope}Role`, name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: home }],
    },
  ];
}

/** Argo CD makes the Job anew before each run, under the same name; one that failed stays to be looked at. */
function job(patches: readonly PatchNode[], first: PatchNode, home: string, image: string): Manifest {
  const name = nameOf(first);
  const labels = componentLabels(first.component);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: home,
      labels,
      annotations: {
        'argocd.argoproj.io/hook': 'PostSync',
        'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation,HookSucceeded',
      },
    },
    spec: {
      backoffLimit: 3,
      template: {
        metadata: { labels: { app: name, ...labels } },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          restartPolicy: 'Never',
          securityContext: {
            runAsUser: NONROOT,
            runAsGroup: NONROOT,
            runAsNonRoot: true,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: patches.map((patch, i) => ({
            name: i === 0 ? 'patch' : `patch-${i + 1}`,
            image,
            args: argumentsOf(patch),
            resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '128Mi' } },
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
            },
          })),
        },
      },
    },
  };
}

function argumentsOf({ target: { apiVersion, kind, name }, namespace, merge }: PatchNode): string[] {
  const group = groupOf(apiVersion);
  const patch = dump(merge, { lineWidth: -1, noRefs: true, sortKeys: true });
  return [
    'patch',
    `${resourceOf(kind)}${group && `.${group}`}`,
    name,
    ...(namespace === null ? [] : [`--namespace=${namespace}`]),
    `--type=${isBuiltIn(apiVersion) ? 'strategic' : 'merge'}`,
    `--field-manager=${MANAGER}`,
    '--patch',
    patch,
  ];
}

/** Kubernetes' own, from 1.28 on, for every version; its entrypoint is kubectl, and there is no shell. */
function image(kubernetes: string): string {
  const [, minor = '', patch = '0'] = /^v?(\d+\.\d+)(?:\.(\d+))?/.exec(kubernetes) ?? [];
  return `registry.k8s.io/kubectl:v${minor}.${patch}`;
}

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '');
const isBuiltIn = (apiVersion: string): boolean => groupOf(apiVersion) === '' || BUILT_IN.test(groupOf(apiVersion));

/** As resources are called in Roles: `NetworkPolicy` → `networkpolicies`. */
function resourceOf(kind: string): string {
  const name = kind.toLowerCase();
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** Paths of what a patch adds, for jq: a member of a keyed list as a whole, unless it is a container that was there before. */
function paths(value: unknown, at: string, keyed: boolean): string[] {
  if (!isMap(value) || Object.keys(value).length === 0) return [at];
  return entries(value).flatMap(([name, field]) => {
    const here = `${at}${step(name)}`;
    const by = MERGE_KEYS[name];
    if (!keyed || by === undefined || !Array.isArray(field)) return paths(field, here, keyed);
    return field.filter(isMap).flatMap((member) => {
      const { [by]: id, ...rest } = member;
      const found = `${here}[]? | select(.${by} == ${JSON.stringify(id)})`;
      return CONTAINERS.has(name) && !('image' in member) ? paths(rest, `${found} | `, keyed) : [found];
    });
  });
}

const step = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`);

function isMap(value: unknown): value is Fields {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
