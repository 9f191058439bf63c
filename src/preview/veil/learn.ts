import type { Manifest } from '../../kubernetes/manifest';
import { fields } from '../../kubernetes/manifest';
import { judged, secretSpans } from '../../secrets/detect';
import { bytes } from '../canonical/secret';
import { printed } from '../print';
import type { Side } from '../side';
import { Known } from './known';

/** What both states tell of secrets: the values that they hold, and the names of variables that hold one. */
export interface Learnt {
  readonly known: Known;
  /** Keys of Secrets and of contracts. */
  readonly keys: ReadonlySet<string>;
}

/** @param isShown - names of which nothing is learnt: somebody wants to see their values */
export function learn(sides: readonly Side[], isShown: (name: string) => boolean = () => false): Learnt {
  const manifests = new Set(sides.flatMap(({ objects }) => objects.map(({ manifest }) => manifest)));
  const known = new Known(names(manifests));
  const secrets = [...manifests].filter(({ kind }) => kind === 'Secret');
  const contracts = sides.flatMap(({ beyond }) => beyond?.contracts ?? []);
  const keys = new Set([
    ...contracts.flatMap(({ keys }) => keys.map(({ name }) => name)),
    ...secrets.flatMap(({ data, stringData }) => [...Object.keys(fields(data)), ...Object.keys(fields(stringData))]),
  ]);
  for (const manifest of secrets) for (const value of valuesOf(manifest, isShown)) learnText(known, value);
  const learner = { isVariable: (name: string) => keys.has(name) && !isShown(name) };
  for (const manifest of manifests)
    if (manifest.kind !== 'Secret')
      judged(manifest, {
        ...learner,
        visit: (word, how, { name }) => {
          if (how === 'whole' && typeof word === 'string' && !isShown(name)) known.learn(word);
          return word;
        },
      });
  return { known, keys };
}

/** Words that the manifests use as keys and as names: a password that is one of them (`dendrite`) is hidden where it stands, and nowhere else. */
function addWords(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) for (const one of value) addWords(one, found);
  else
    for (const [key, one] of Object.entries(fields(value))) {
      if (WORD.test(key)) found.add(key);
      if (key === 'name' && typeof one === 'string' && WORD.test(one)) found.add(one);
      addWords(one, found);
    }
}

const WORD = /^[a-z]+(-[a-z]+)*$/;

function names(manifests: ReadonlySet<Manifest>): Set<string> {
  const found = new Set<string>();
  for (const manifest of manifests) if (manifest.kind !== 'Secret') addWords(manifest, found);
  for (const { kind, metadata } of manifests) {
    for (const name of [kind, metadata.name, metadata.namespace ?? '']) found.add(name);
    for (const label of Object.values(fields(metadata.labels))) if (typeof label === 'string') found.add(label);
  }
  return found;
}

function valuesOf({ data, stringData }: Manifest, isShown: (name: string) => boolean): string[] {
  const open = (values: unknown) => Object.entries(fields(values)).filter(([key]) => !isShown(key));
  const given = open(data).map(([, value]) => bytes(value).toString());
  return [...given, ...open(stringData).map(([, value]) => printed(value))];
}

const LONGEST = 100_000;

/** The value, and within a file the settings that are secret themselves. */
function learnText(known: Known, value: string): void {
  known.learn(value);
  if (value.length > LONGEST) return;
  for (const [from, to] of secretSpans(value)) known.learn(value.slice(from, to));
}
