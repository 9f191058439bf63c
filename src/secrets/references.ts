import { type Contract, contractId, type Key, type KeyRef, keyId, keysOf, makerOf, referencesOf } from './contract';
import { makingOrder } from './order';
import { type Problem, problem } from './problem';

/** References to keys that do not exist, or whose value only somebody else knows. */
export function dangling(contracts: readonly Contract[]): Problem[] {
  const byId = new Map(keysOf(contracts).map((key) => [key.id, key]));
  return [...byId.values()].flatMap((key) =>
    once(key).flatMap((ref) => judgeReference(key, ref, byId.get(keyId(ref)))),
  );
}

/** Keys that are made from themselves, by any detour. */
export function cycles(contracts: readonly Contract[]): Problem[] {
  return makingOrder(contracts).cycles.map((route) => {
    const paths = [...new Set(route.map((id) => id.slice(0, id.lastIndexOf('/'))))];
    const message = `no value can be made first: ${route.join(' → ')}`;
    return problem('secret/cycle', message, 'make one of these keys generated', paths);
  });
}

/** A template may name a key several times: that is one reference. */
function once({ source }: Key): KeyRef[] {
  return [...new Map(referencesOf(source).map((ref) => [keyId(ref), ref])).values()];
}

function judgeReference({ contract, name, source }: Key, ref: KeyRef, target: Key | undefined): Problem[] {
  const from = contractId(contract);
  const to = contractId({ namespace: ref.namespace, name: ref.secret });
  const verb = source.from === 'bcrypt' ? 'hashes' : 'is derived from';
  const says = `key '${name}' of secret ${from} ${verb} key '${ref.key}' of secret ${to}`;
  const paths = from === to ? [from] : [from, to];
  if (!target) {
    return [
      problem('secret/unknown-source', `${says}, which does not exist`, 'declare it, or refer to another', paths),
    ];
  }
  const maker = makerOf(target.source);
  if (maker === 'seal') return [];
  const who = maker === 'person' ? 'which only a person can fill' : 'which only an operator can read';
  const fix = `make '${ref.key}' generated, or '${name}' ${target.source.from} as well`;
  return [problem('secret/not-derivable', `${says}, ${who}`, fix, paths)];
}
