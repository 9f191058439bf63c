import type { Kube, KubeObject } from '../cluster/kube';
import { fromProblem, UserError } from '../diagnostics/finding';
import type { SecretNode } from '../graph/graph';
import { type Contract, contractId, groupsOf, type KeySourceNode, makerOf } from '../secrets/contract';
import { VERSION_ANNOTATION } from '../secrets/sealed-secret';
import { makeValues } from '../secrets/values';
import type { Refused } from './refusal';

const MANAGER = 'steading-sandbox';
const STAND_IN = 'steading.dev/stand-in';
const RANDOM: KeySourceNode = {
  from: 'generated',
  length: 32,
  alphabet: 'abcdefghijklmnopqrstuvwxyz0123456789',
  prefix: '',
};

/**
 * Makes a Secret for each contract, also for those that elsewhere a person, an operator or a controller fills: values
 * are random, derived ones fit them. Contracts that derive from one another and are there already, at their versions,
 * keep their values. Throws `UserError` where a contract cannot be made.
 */
export async function standIns(kube: Kube, contracts: readonly SecretNode[]): Promise<Refused[]> {
  const refused: Refused[] = [];
  for (const group of groupsOf(contracts)) {
    const there = await Promise.all(group.map((contract) => isThere(kube, contract)));
    if (there.every(Boolean)) continue;
    const { value, problems } = await makeValues(group.map(randomised));
    if (!value) throw new UserError(problems.map((problem) => fromProblem(problem)));
    for (const contract of group) {
      const secret = secretOf(contract, value.of(contract));
      const { ok, message } = await kube.apply(secret, { fieldManager: MANAGER });
      if (!ok) refused.push({ object: secret, component: contract.component, message });
    }
  }
  return refused;
}

/** The contract as if nobody but us could fill it. */
function randomised(contract: SecretNode): Contract {
  const keys = contract.keys.map((key) => (makerOf(key.source) === 'seal' ? key : { ...key, source: RANDOM }));
  return { ...contract, keys };
}

async function isThere(kube: Kube, { namespace, name, version, keys }: Contract): Promise<boolean> {
  const found = await kube.get({ apiVersion: 'v1', kind: 'Secret', namespace, name });
  const { annotations = {} } = (found?.metadata ?? {}) as { annotations?: Record<string, string> };
  const data = (found?.data ?? {}) as Record<string, string>;
  return (
    annotations[STAND_IN] !== undefined &&
    annotations[VERSION_ANNOTATION] === String(version) &&
    keys.every((key) => key.name in data)
  );
}

function secretOf(contract: Contract, values: Readonly<Record<string, string>>): KubeObject {
  const { namespace, name, version } = contract;
  const data = Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
  const annotations = { [VERSION_ANNOTATION]: String(version), [STAND_IN]: 'random values, made by steading sandbox' };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, annotations },
    type: 'Opaque',
    data: Object.fromEntries(data),
  };
}

/** Why a contract has no Secret of its own here. */
export function whyStandIn({ store, namespace, name }: SecretNode, sealed: ReadonlySet<string>): string {
  if (store === '1password') return 'kept in 1Password';
  if (store === 'bootstrap') return 'made by `steading secrets bootstrap`';
  if (store === 'manual') return 'filled by a person';
  return sealed.has(contractId({ namespace, name })) ? 'sealed for a controller that does not run here' : 'not sealed';
}
