import { compare, sortBy } from '../base/sort';
import { list } from '../diagnostics/entry';
import { type Contract, contractId, groupsOf, isSealed } from './contract';
import type { CiphertextFile } from './file';
import { judge } from './judge';
import { type Problem, problem } from './problem';

/** Why a contract is sealed: on its own account, or because of others of its group. */
export interface Because {
  readonly reason: 'missing' | 'version' | 'keys' | 'group';
  readonly text: string;
  /** The contracts, as `namespace/name`, whose sealing brings this one along; empty unless the reason is `group`. */
  readonly of: readonly string[];
}

/** What to do. A contract of a group that has a problem is in neither list, nor is one that somebody else fills. */
export interface SealPlan<C extends Contract> {
  readonly seal: readonly { readonly contract: C; readonly because: Because }[];
  readonly keep: readonly C[];
  readonly problems: readonly Problem[];
}

type Found = Pick<CiphertextFile, 'path' | 'namespace' | 'name' | 'version' | 'keys'>;

/**
 * Which contracts need new ciphertext. One is sealed when its file has its version and its keys. Contracts that derive from one another
 * are sealed all or none: making one needs the plaintext of the others, and that is kept nowhere.
 */
export function planSealing<C extends Contract>(contracts: readonly C[], files: readonly Found[]): SealPlan<C> {
  const found = new Map(files.map((file) => [contractId(file), file]));
  const problems = judge(contracts);
  const blocked = new Set(problems.flatMap(({ paths }) => paths));
  const seal: { contract: C; because: Because }[] = [];
  const keep: C[] = [];
  for (const group of groupsOf(contracts)) {
    if (group.some((contract) => blocked.has(contractId(contract)) || !isSealed(contract))) continue;
    const own = new Map(group.map((contract) => [contract, because(contract, found.get(contractId(contract)))]));
    const causes = group.filter((contract) => own.get(contract)).map(contractId);
    for (const contract of group) {
      if (causes.length === 0) keep.push(contract);
      else seal.push({ contract, because: own.get(contract) ?? drawn(causes) });
    }
  }
  return {
    seal: sortBy(seal, ({ contract }) => contractId(contract)),
    keep: sortBy(keep, contractId),
    problems: [...problems, ...unclaimed(contracts, files)],
  };
}

function because(contract: Contract, file: Found | undefined): Because | undefined {
  if (!file) return { reason: 'missing', text: 'it has no ciphertext', of: [] };
  if (file.version !== contract.version) {
    const was = file.version === undefined ? 'states no version' : `is of version ${file.version}`;
    return { reason: 'version', text: `its ciphertext ${was}, the contract is at ${contract.version}`, of: [] };
  }
  const wanted = contract.keys.map(({ name }) => name).sort(compare);
  const lacking = wanted.filter((name) => !file.keys.includes(name)).map((name) => `lacks '${name}'`);
  const extra = [...file.keys]
    .sort(compare)
    .filter((name) => !wanted.includes(name))
    .map((name) => `has '${name}'`);
  const differences = [...lacking, ...extra];
  return differences.length > 0
    ? { reason: 'keys', text: `its ciphertext ${list(differences)}, unlike the contract`, of: [] }
    : undefined;
}

function drawn(causes: readonly string[]): Because {
  return { reason: 'group', text: `it shares values with ${list(causes)}, sealed anew`, of: causes };
}

function unclaimed(contracts: readonly Contract[], files: readonly Found[]): Problem[] {
  const claimed = new Set(contracts.map(contractId));
  return sortBy(files, ({ path }) => path)
    .filter((file) => !claimed.has(contractId(file)))
    .map((file) =>
      problem(
        'secret/file-unclaimed',
        `${file.path} belongs to secret ${contractId(file)}, which nothing declares`,
        'remove the file, or declare the contract',
        [file.path],
      ),
    );
}
