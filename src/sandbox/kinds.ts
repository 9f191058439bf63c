import { definitions, isCustom, type Missing } from '../../tools/definitions';
import type { Kind } from '../cluster/discovery';
import type { KubeObject } from '../cluster/kube';
import type { Planned } from './plan';

/** A kind without a definition, and its objects, which are left out. */
export interface UnknownKind extends Missing {
  readonly objects: readonly Planned[];
}

export interface Kinds {
  readonly definitions: readonly KubeObject[];
  readonly unknown: readonly UnknownKind[];
  /** The objects whose kinds the API server knows, once it has the definitions. */
  readonly objects: readonly Planned[];
}

/** What has to be defined before the objects of a tree can be applied. The tree's own definitions are not looked for. */
export async function kindsOf(tree: readonly Planned[], step: (line: string) => void): Promise<Kinds> {
  const own = new Set(tree.map(({ manifest }) => manifest as KubeObject).flatMap(definedBy));
  const custom = tree.map(({ manifest }) => manifest).filter((one) => isCustom(one) && !own.has(idOf(one)));
  const { found, missing } = await definitions(custom, step);
  const without = new Set(missing.map(idOf));
  return {
    definitions: found,
    unknown: missing.map((kind) => ({
      ...kind,
      objects: tree.filter(({ manifest }) => idOf(manifest) === idOf(kind)),
    })),
    objects: tree.filter(({ manifest }) => !without.has(idOf(manifest))),
  };
}

const idOf = ({ apiVersion, kind }: Kind): string => `${apiVersion}/${kind}`;

interface DefinitionSpec {
  readonly group: string;
  readonly names: { readonly kind: string };
  readonly versions: readonly { readonly name: string }[];
}

function definedBy({ kind, spec }: KubeObject): string[] {
  if (kind !== 'CustomResourceDefinition') return [];
  const { group, names, versions } = spec as DefinitionSpec;
  return versions.map(({ name }) => `${group}/${name}/${names.kind}`);
}
