import type { Contract, KeyRef, KeySourceNode } from '../../src/secrets/contract';

/** Short ways to write contracts as plain data. */
export function contract(id: string, keys: Readonly<Record<string, KeySourceNode>>, version = 1): Contract {
  const [namespace = '', name = ''] = id.split('/');
  return { namespace, name, version, keys: Object.entries(keys).map(([key, source]) => ({ name: key, source })) };
}

export function ref(id: string): KeyRef {
  const [namespace = '', secret = '', key = ''] = id.split('/');
  return { namespace, secret, key };
}

export function generated(length = 32, alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789', prefix = ''): KeySourceNode {
  return { from: 'generated', length, alphabet, prefix };
}

export function derived(...template: (string | KeyRef)[]): KeySourceNode {
  return { from: 'derived', template };
}

export function bcrypt(id: string): KeySourceNode {
  return { from: 'bcrypt', of: ref(id) };
}

export const manual: KeySourceNode = { from: 'manual', what: 'the token of the provider' };
export const external: KeySourceNode = { from: 'external', item: 'vaults/home/items/llm', field: 'token' };

/** The file that sealing this contract would leave. */
export function file(of: Contract, changes: { version?: number | undefined; keys?: string[] } = {}) {
  const { namespace, name, version, keys } = of;
  return {
    path: `secrets/lab/${namespace}/${name}.yaml`,
    namespace,
    name,
    version,
    keys: keys.map((k) => k.name),
    ...changes,
  };
}
