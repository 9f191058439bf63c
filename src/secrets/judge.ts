import { groupBy, sortBy } from '../base/sort';
import { list } from '../diagnostics/entry';
import { type Contract, contractId, isPlace, type Key, keysOf, makerOf } from './contract';
import { type Problem, problem } from './problem';
import { cycles, dangling } from './references';

const KEY = /^(?!\.\.)(?!\.$)[-._a-zA-Z0-9]{1,253}$/;

/** What keeps a set of contracts from being made. The set is closed: a reference out of it is a mistake. */
export function judge(contracts: readonly Contract[]): Problem[] {
  const sorted = sortBy(contracts, contractId);
  return [
    ...duplicates(sorted),
    ...sorted.flatMap((contract) => [...names(contract), ...version(contract), ...sources(contract)]),
    ...keysOf(sorted).flatMap(generation),
    ...dangling(sorted),
    ...cycles(sorted),
  ];
}

function duplicates(contracts: readonly Contract[]): Problem[] {
  return [...groupBy(contracts, contractId)]
    .filter(([, same]) => same.length > 1)
    .map(([id, same]) =>
      problem(
        'secret/duplicate',
        `secret ${id} is declared ${same.length} times`,
        'rename one, or share one contract',
        [id],
      ),
    );
}

function names(contract: Contract): Problem[] {
  const id = contractId(contract);
  const wrong = contract.keys.filter(({ name }) => !KEY.test(name)).map(({ name }) => `key '${name}' of secret ${id}`);
  const all = isPlace(contract) ? wrong : [`secret ${id}`, ...wrong];
  return all.map((what) => problem('secret/bad-name', `${what} has a name that kubernetes refuses`, 'rename it', [id]));
}

function version(contract: Contract): Problem[] {
  const id = contractId(contract);
  if (Number.isSafeInteger(contract.version) && contract.version >= 1) return [];
  return [
    problem('secret/bad-version', `secret ${id} has version ${contract.version}`, 'give it a whole number, 1 or more', [
      id,
    ]),
  ];
}

function sources(contract: Contract): Problem[] {
  const id = contractId(contract);
  if (new Set(contract.keys.map(({ source }) => makerOf(source))).size < 2) return [];
  const kinds = [...new Set(contract.keys.map(({ source }) => source.from))].sort();
  return [
    problem(
      'secret/mixed-sources',
      `secret ${id} has keys that are ${list(kinds)}`,
      'make one contract for each kind of source',
      [id],
    ),
  ];
}

function generation({ contract, name, source }: Key): Problem[] {
  if (source.from !== 'generated') return [];
  const id = contractId(contract);
  const what = `key '${name}' of secret ${id}`;
  const found: Problem[] = [];
  if (!Number.isSafeInteger(source.length) || source.length < 1) {
    const message = `${what} has length ${source.length}`;
    found.push(problem('secret/bad-length', message, 'give it a whole number, 1 or more', [id]));
  }
  const characters = [...source.alphabet];
  if (characters.length < 2 || new Set(characters).size < characters.length) {
    const lack = characters.length < 2 ? 'fewer than two characters' : 'one character twice';
    const message = `the alphabet of ${what} has ${lack}`;
    found.push(problem('secret/bad-alphabet', message, 'list two characters or more, each once', [id]));
  }
  return found;
}
