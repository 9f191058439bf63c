import { sortBy } from '../base/sort';
import type { SecretNode } from '../graph/graph';
import { type Contract, contractId, type Key, keyId, keysOf, makerOf, referencesOf } from './contract';

/** A value that no machine has: a person makes it. */
export interface Wanted {
  readonly namespace: string;
  readonly name: string;
  readonly key: string;
  readonly what: string;
}

/** Keys of one contract that are made together, after all that they are made from. */
export interface Turn<C extends Contract = Contract> {
  readonly contract: C;
  readonly keys: readonly string[];
}

/** Contracts of which Git has no ciphertext and that no operator fills, but whose values can be made, or are found in the environment of who bootstraps. */
export function bootstrapped(secrets: readonly SecretNode[]): SecretNode[] {
  return secrets.filter(
    ({ store, keys }) =>
      (store === 'bootstrap' || store === 'manual') &&
      keys.every(({ source }) => makerOf(source) === 'seal' || variableOf(source) !== undefined),
  );
}

/** What is left for a person. */
export function wanted(secrets: readonly SecretNode[]): Wanted[] {
  const made = new Set(bootstrapped(secrets));
  return secrets
    .filter((secret) => !made.has(secret))
    .flatMap(({ namespace, name, keys }) =>
      keys.flatMap(({ name: key, source }) =>
        source.from === 'manual' ? [{ namespace, name, key, what: source.what }] : [],
      ),
    );
}

/** The variable in which whoever bootstraps finds a value. */
export function variableOf(source: Key['source']): string | undefined {
  return source.from === 'manual' ? source.variable : undefined;
}

/**
 * In which order contracts are made: what somebody has to give comes first, so that nothing is made where it is missing; what others are made from
 * comes before them. Two contracts that need keys of each other take more than one turn.
 */
export function turns<C extends Contract>(contracts: readonly C[]): Turn<C>[] {
  const given = ({ keys }: Contract) => keys.some(({ source }) => variableOf(source) !== undefined);
  const waiting = sortBy(contracts, (contract) => `${given(contract) ? 0 : 1} ${contractId(contract)}`);
  const open = new Map(waiting.map((contract) => [contract, keysOf([contract])]));
  const left = new Set(keysOf(contracts).map(({ id }) => id));
  const found: Turn<C>[] = [];
  for (let progress = true; progress; ) {
    const ready = waiting.map((contract) => ({ contract, keys: makeable(open.get(contract) ?? [], left) }));
    const whole = ready.find(({ contract, keys }) => keys.length > 0 && keys.length === open.get(contract)?.length);
    const turn = whole ?? ready.find(({ keys }) => keys.length > 0);
    progress = turn !== undefined;
    if (!turn) continue;
    for (const { id } of turn.keys) left.delete(id);
    open.set(turn.contract, open.get(turn.contract)?.filter(({ id }) => left.has(id)) ?? []);
    found.push({ contract: turn.contract, keys: turn.keys.map(({ name }) => name) });
  }
  return found;
}

/** Those of a contract's keys that can be made when only `left` are not there yet, each after what it is made from. */
function makeable(keys: readonly Key[], left: ReadonlySet<string>): Key[] {
  const missing = new Set(left);
  const order: Key[] = [];
  for (let size = -1; size !== order.length; ) {
    size = order.length;
    for (const key of keys) {
      if (order.includes(key) || referencesOf(key.source).some((ref) => missing.has(keyId(ref)))) continue;
      missing.delete(key.id);
      order.push(key);
    }
  }
  return order;
}
