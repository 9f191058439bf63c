import { basename, dirname, join } from 'node:path';
import { type Fields, items } from '../kubernetes/manifest';
import type { Placed, Texts } from './placed';

/** ConfigMaps and Secrets that a kustomization generates. Their names get a hash, and so does every reference: both stay as they are here. */
export function generated({ manifest: kustomization, at }: Placed, namespace: string, texts: Texts): Placed[] {
  const folder = dirname(at.file);
  const { configMapGenerator, secretGenerator } = kustomization;
  const made = (kind: string, one: Fields): Placed[] => {
    const { name, namespace: own } = one;
    if (typeof name !== 'string') return [];
    const home = namespace === '' && typeof own === 'string' ? own : namespace;
    const data = Object.fromEntries(keysOf(folder, one, texts).map((key) => [key, '']));
    const manifest = { apiVersion: 'v1', kind, metadata: { name }, data };
    return [{ manifest, at, generatedIn: home }];
  };
  return [
    ...items(configMapGenerator).flatMap((one) => made('ConfigMap', one)),
    ...items(secretGenerator).flatMap((one) => made('Secret', one)),
  ];
}

/** `files` are named by themselves or by what stands before `=`; `envs` are lines of `KEY=value`. */
function keysOf(folder: string, { files, literals, envs, env }: Fields, texts: Texts): string[] {
  const words = (value: unknown) => (Array.isArray(value) ? value.map(String) : []);
  return [
    ...words(files).map((file) => (file.includes('=') ? file.slice(0, file.indexOf('=')) : basename(file))),
    ...words(literals).map((literal) => literal.split('=', 1)[0] ?? ''),
    ...[...words(envs), ...words(env === undefined ? [] : [env])].flatMap((file) =>
      [...(texts.get(join(folder, file)) ?? '').matchAll(/^\s*([\w.-]+)(?==|\s*$)/gm)].map(([, key = '']) => key),
    ),
  ];
}
