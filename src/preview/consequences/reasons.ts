import { same } from '../../kubernetes/defaults';
import { type Fields, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Maker } from './state';
import { fromTo } from './words';

const SECRETS = 'steading.dev/secrets';
const CONFIG = 'steading.dev/config';
const CHECKSUM = /checksum|hash|sha\d*|config-version/i;

/** What differs between two templates, in words for a person: from what its pods restart. */
export function reasons(before: Maker, after: Maker): string[] {
  const [old, now] = [fields(before.template.metadata), fields(after.template.metadata)];
  return [
    ...annotations(fields(old.annotations), fields(now.annotations), after),
    ...differing(fields(old.labels), fields(now.labels)).map(
      (key) => `label ${key} ${fromTo(fields(old.labels)[key], fields(now.labels)[key])}`,
    ),
    ...containers(before.spec, after.spec),
    ...volumes(before.spec, after.spec),
    ...differing(before.spec, after.spec)
      .filter((key) => !['containers', 'initContainers', 'volumes'].includes(key))
      .map((key) => `${key} of its pods`),
  ];
}

function annotations(before: Fields, after: Fields, maker: Maker): string[] {
  return differing(before, after).flatMap((key) => {
    if (key === SECRETS) return contracts(String(before[key] ?? ''), String(after[key] ?? ''));
    if (key === CONFIG) return [`its files (${sources(maker)}) changed`];
    if (CHECKSUM.test(key)) return [`annotation ${key} stands for other content (${sources(maker)})`];
    return [`annotation ${key} ${fromTo(before[key], after[key])}`];
  });
}

/** The ConfigMaps of its volumes. */
function sources({ spec }: Maker): string {
  const names = items(spec.volumes).flatMap(({ configMap }) => fields(configMap).name ?? []);
  return names.length > 0 ? names.map((name) => `ConfigMap '${name}'`).join(', ') : 'what it reads';
}

/** `redis@1,…` to `redis@2,…`. */
function contracts(before: string, after: string): string[] {
  const versions = (text: string) =>
    new Map(text.split(',').flatMap((one) => (one === '' ? [] : [one.split('@') as [string, string]])));
  const [old, now] = [versions(before), versions(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    if (was === is) return [];
    if (was === undefined) return [`it reads secret '${name}' as well`];
    return is === undefined
      ? [`it no longer reads secret '${name}'`]
      : [`secret '${name}' is version ${is} (was ${was})`];
  });
}

function containers(before: Fields, after: Fields): string[] {
  const [old, now] = [byName(containersOf(before)), byName(containersOf(after))];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name) => {
    const [was, is] = [old.get(name), now.get(name)];
    if (!was) return [`container '${name}' is new`];
    if (!is) return [`container '${name}' is gone`];
    return differing(was, is).map((key) => {
      if (key === 'image') return `image of '${name}' ${fromTo(was.image, is.image)}`;
      if (key === 'env') return `variables of '${name}' (${variables(was, is)})`;
      return `${key} of '${name}'`;
    });
  });
}

/** Names of those that differ: a value may be a secret. */
function variables(before: Fields, after: Fields): string {
  const [old, now] = [byName(items(before.env)), byName(items(after.env))];
  const names = [...new Set([...old.keys(), ...now.keys()])].filter((name) => !same(old.get(name), now.get(name)));
  return names.length > 0 ? names.slice(0, 4).join(', ') + (names.length > 4 ? ', …' : '') : 'their order';
}

function volumes(before: Fields, after: Fields): string[] {
  const [all, others] = [byName(items(before.volumes)), byName(items(after.volumes))];
  return [...new Set([...all.keys(), ...others.keys()])].flatMap((name) => {
    const [was, is] = [all.get(name), others.get(name)];
    if (same(was, is)) return [];
    const [old, now] = [sourceOf(was), sourceOf(is)];
    const other = was && is && old && now && old !== now ? ` (${now} instead of ${old})` : '';
    return [`volume '${name}'${!was ? ' is new' : !is ? ' is gone' : other}`];
  });
}

function sourceOf(volume: Fields = {}): string | undefined {
  const { configMap, secret, persistentVolumeClaim } = volume;
  if (configMap !== undefined) return `ConfigMap '${fields(configMap).name}'`;
  if (secret !== undefined) return `Secret '${fields(secret).secretName}'`;
  return persistentVolumeClaim === undefined ? undefined : `claim '${fields(persistentVolumeClaim).claimName}'`;
}

function byName(all: readonly Fields[]): Map<string, Fields> {
  return new Map(all.map((one) => [String(one.name), one]));
}

function differing(before: Fields, after: Fields): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => !same(before[key], after[key]));
}
