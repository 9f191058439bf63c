import { compare, groupBy, sortBy } from '../base/sort';
import type { Graph, KeyRef, KeySourceNode, SecretNode } from '../graph/graph';

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What the graph knows of a Secret, as far as sealing needs it. */
export type Contract = Pick<SecretNode, 'namespace' | 'name' | 'version' | 'keys'>;
export type { KeyRef, KeySourceNode };

/** One key of one contract. */
export interface Key {
  readonly id: string;
  readonly contract: Contract;
  readonly name: string;
  readonly source: KeySourceNode;
}

export function contractId({ namespace, name }: Pick<Contract, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

export function keyId({ namespace, secret, key }: KeyRef): string {
  return `${namespace}/${secret}/${key}`;
}

/** Every key of the contracts, sorted, so that nothing depends on who was declared first. */
export function keysOf(contracts: readonly Contract[]): Key[] {
  const keys = contracts.flatMap((contract) =>
    contract.keys.map(({ name, source }) => ({ id: `${contractId(contract)}/${name}`, contract, name, source })),
  );
  return sortBy(keys, ({ id }) => id);
}

/** Names that Kubernetes takes; they become paths, too. */
export function isPlace({ namespace, name }: Pick<Contract, 'namespace' | 'name'>): boolean {
  return LABEL.test(namespace) && SUBDOMAIN.test(name);
}

/** The keys that a value is made from. */
export function referencesOf(source: KeySourceNode): readonly KeyRef[] {
  if (source.from === 'bcrypt') return [source.of];
  return source.from === 'derived' ? source.template.filter((part) => typeof part !== 'string') : [];
}

/** Who makes a value: `steading secrets seal`, the operator of a password store, or a person. */
export function makerOf({ from }: KeySourceNode): 'seal' | 'operator' | 'person' {
  if (from === 'manual') return 'person';
  return from === 'external' ? 'operator' : 'seal';
}

/** One key that somebody else fills is enough: a Secret has one owner. */
export function isSealed({ keys }: Contract): boolean {
  return keys.every(({ source }) => makerOf(source) === 'seal');
}

/** Contracts that derive from one another, in any direction: they are sealed together, because no plaintext is kept. */
export function groupsOf<C extends Contract>(contracts: readonly C[]): C[][] {
  const known = sortBy(contracts, contractId);
  const parents = new Map(known.map((contract) => [contractId(contract), contractId(contract)]));
  const root = (id: string): string => {
    let top = id;
    for (let up = parents.get(top); up !== undefined && up !== top; up = parents.get(top)) {
      parents.set(top, parents.get(up) ?? up);
      top = up;
    }
    return top;
  };
  for (const contract of known) {
    for (const { namespace, secret } of contract.keys.flatMap(({ source }) => referencesOf(source))) {
      const id = contractId({ namespace, name: secret });
      if (!parents.has(id)) continue;
      const [first = '', second = ''] = [root(contractId(contract)), root(id)].sort(compare);
      parents.set(second, first);
    }
  }
  return [...groupBy(known, (contract) => root(contractId(contract))).values()];
}

/** The certificate for which a cluster's contracts are sealed, if it has one. */
export function certificatesOf({ secrets }: Graph['clusters'][number]): string[] {
  return secrets?.store === 'sealed-secrets' && secrets.certificate !== undefined ? [secrets.certificate] : [];
}
