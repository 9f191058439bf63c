import type { SecretStore } from '../../../graph/graph';
import type { Contract } from '../../side';
import { type Consequence, consequence } from '../consequence';
import type { Judge } from '../judge';
import { State } from '../state';

const BY_HAND: Readonly<Record<SecretStore, string>> = {
  'sealed-secrets': 'somebody has to seal it (steading secrets seal)',
  '1password': 'somebody has to make the item in 1Password',
  bootstrap: 'whoever bootstraps the cluster has to make it (steading secrets bootstrap)',
  manual: 'somebody has to fill it by hand',
};

const STORES: Readonly<Record<SecretStore, string>> = {
  'sealed-secrets': 'Sealed Secrets',
  '1password': '1Password',
  bootstrap: 'what bootstraps the cluster',
  manual: 'the hands of a person',
};

/** What is promised of secrets, before and after; where only trees are known, nothing is promised. */
export const contracts: Judge = ({ before, after }) => {
  const [old, now] = [before.beyond, after.beyond].map(
    (beyond) => new Map(beyond?.contracts.map((contract) => [idOf(contract), contract])),
  );
  if (!before.beyond || !after.beyond || !old || !now) return [];
  const readers = ({ namespace, name }: Contract) => [
    ...new Set(
      State.of(after)
        .readers('Secret', namespace, name)
        .map(({ maker }) => maker.name),
    ),
  ];
  return [
    ...[...now].flatMap(([id, contract]) => {
      const was = old.get(id);
      return was ? changed(was, contract, readers(contract)) : [added(contract, readers(contract))];
    }),
    ...[...old].flatMap(([id, { store }]) =>
      now.has(id)
        ? []
        : [consequence('secrets/contract-removed', { secret: id, store: STORES[store] }, { about: [about(id)] })],
    ),
  ];
};

const idOf = ({ namespace, name }: Contract): string => `${namespace}/${name}`;
/** As a Secret is called. */
const about = (id: string): string => id.replace('/', '/Secret/');

function added(contract: Contract, readers: readonly string[]): Consequence {
  const secret = idOf(contract);
  const params = { secret, keys: contract.keys.map(({ name }) => name), todo: BY_HAND[contract.store], readers };
  return consequence('secrets/contract-added', params, { about: [about(secret)] });
}

function changed(was: Contract, is: Contract, readers: readonly string[]): Consequence[] {
  const secret = idOf(is);
  const place = { about: [about(secret)] };
  const todo = BY_HAND[is.store];
  const sources = new Map(was.keys.map(({ name, from }) => [name, from]));
  const names = new Set(is.keys.map(({ name }) => name));
  const more = is.keys.flatMap(({ name }) => (sources.has(name) ? [] : [name]));
  const fewer = was.keys.flatMap(({ name }) => (names.has(name) ? [] : [name]));
  return [
    ...(was.version === is.version
      ? []
      : [consequence('secrets/rotated', { secret, before: was.version, after: is.version, todo, readers }, place)]),
    ...(was.store === is.store
      ? []
      : [
          consequence(
            'secrets/store-moved',
            { secret, before: STORES[was.store], after: STORES[is.store], todo },
            place,
          ),
        ]),
    ...(more.length + fewer.length === 0
      ? []
      : [consequence('secrets/keys-changed', { secret, added: more, removed: fewer, todo }, place)]),
    ...is.keys.flatMap(({ name, from }) => {
      const old = sources.get(name);
      return old === undefined || old === from
        ? []
        : [consequence('secrets/source-changed', { secret, key: name, before: old, after: from }, place)];
    }),
  ];
}
