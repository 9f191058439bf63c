import { fields, items } from '../../checks/pods';
import type { Manifest } from '../../graph/graph';
import { bytes } from '../canonical/secret';
import { isMap } from '../fields/lists';
import { printed } from '../print';
import type { Side } from '../side';
import { Known } from './known';
import { isReference, isSecretName } from './names';
import { secretSpans } from './spans';

/** What both states tell of secrets: the values that they hold, and the names of variables that hold one. */
export interface Learnt {
  readonly known: Known;
  /** Keys of Secrets and of contracts. */
  readonly keys: ReadonlySet<string>;
}

export function learn(sides: readonly Side[]): Learnt {
  const manifests = new Set(sides.flatMap(({ objects }) => objects.map(({ manifest }) => manifest)));
  const known = new Known(names(manifests));
  const secrets = [...manifests].filter(({ kind }) => kind === 'Secret');
  const contracts = sides.flatMap(({ beyond }) => beyond?.contracts ?? []);
  const keys = new Set([
    ...contracts.flatMap(({ keys }) => keys.map(({ name }) => name)),
    ...secrets.flatMap(({ data, stringData }) => [...Object.keys(fields(data)), ...Object.keys(fields(stringData))]),
  ]);
  for (const manifest of secrets) for (const value of valuesOf(manifest)) learnText(known, value);
  for (const manifest of manifests) if (manifest.kind !== 'Secret') learnNamed(known, manifest, keys);
  return { known, keys };
}

function names(manifests: ReadonlySet<Manifest>): Set<string> {
  const found = new Set<string>();
  for (const { kind, metadata } of manifests) {
    for (const name of [kind, metadata.name, metadata.namespace ?? '']) found.add(name);
    for (const label of Object.values(fields(metadata.labels))) if (typeof label === 'string') found.add(label);
  }
  return found;
}

function valuesOf({ data, stringData }: Manifest): string[] {
  const given = Object.values(fields(data)).map((value) => bytes(value).toString());
  return [...given, ...Object.values(fields(stringData)).map(printed)];
}

const LONGEST = 100_000;

/** The value, and within a file the settings that are secret themselves. */
function learnText(known: Known, value: string): void {
  known.learn(value);
  if (value.length > LONGEST) return;
  for (const [from, to] of secretSpans(value)) known.learn(value.slice(from, to));
}

function learnNamed(known: Known, value: unknown, keys: ReadonlySet<string>): void {
  if (Array.isArray(value)) {
    for (const { name, value: given } of items(value))
      if (typeof name === 'string' && typeof given === 'string' && (isSecretName(name) || keys.has(name)))
        if (!isReference(given)) known.learn(given);
    for (const one of value) learnNamed(known, one, keys);
  } else if (isMap(value))
    for (const [key, one] of Object.entries(value))
      if (typeof one !== 'string') learnNamed(known, one, keys);
      else if (isSecretName(key) && !isReference(one)) known.learn(one);
}
