import { isDeepStrictEqual } from 'node:util';
import { type Fields, fields, items } from './manifest';

/** A field of a live object that another manager of fields set, and that is more than its manifest has there. */
export interface OtherField {
  /** `spec.template.spec.containers[web].env[DEBUG]`; of a member of a set the list alone, as its value may be anything. */
  readonly at: string;
  /** The manager, as the API server knows it: `kubectl-edit`. */
  readonly manager: string;
  /** What makes it as the manifest has it (RFC 6902): it holds no value of the live object but keys of members of lists. */
  readonly patch: readonly Operation[];
}

export interface Operation {
  readonly op: 'test' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: unknown;
}

/** Controllers of Kubernetes write what is theirs: an address, a volume, a certificate. */
const SYSTEM = /^(kube-|kubelet$|cloud-controller-manager$|k3s|before-first-apply$)/;
/** Everybody writes labels and annotations, and controllers the status. */
const LEFT_OUT = new Set(['f:metadata', 'f:status']);

/**
 * Whatever managers other than `applier` have set in an object beyond its manifest: fields that the manifest does not have, members of lists, and content
 * of maps and lists of which it has less. Server-side apply leaves the first two where they are.
 */
export function setByOthers(live: Fields, manifest: Fields, applier: string): OtherField[] {
  const found = new Map<string, OtherField>();
  for (const { manager, subresource, fieldsV1 } of items(fields(live.metadata).managedFields)) {
    const name = String(manager);
    if (name === applier || subresource !== undefined || SYSTEM.test(name)) continue;
    const owned = Object.entries(fields(fieldsV1)).filter(([key]) => !LEFT_OUT.has(key));
    const root = { at: '', path: '', live, wanted: manifest, tests: [] };
    for (const one of more(Object.fromEntries(owned), root))
      if (!found.has(one.at)) found.set(one.at, { ...one, manager: name });
  }
  return [...found.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** A place in both, and what tells that it is still this one. */
interface Place {
  readonly at: string;
  readonly path: string;
  readonly live: unknown;
  readonly wanted: unknown;
  readonly tests: readonly Operation[];
}

function more(owned: Fields, place: Place): Omit<OtherField, 'manager'>[] {
  return Object.entries(owned).flatMap(([key, inner]) => {
    const below = key === '.' ? undefined : stepped(place, key);
    if (!below || below.live === undefined) return [];
    const { at, path, tests, wanted } = below;
    if (wanted === undefined) return [{ at, patch: [...tests, { op: 'remove', path }] }];
    const isLeaf = Object.keys(fields(inner)).every((one) => one === '.');
    if (!isLeaf) return more(fields(inner), below);
    return holdsMore(below.live, wanted) ? [{ at, patch: [...tests, { op: 'replace', path, value: wanted }] }] : [];
  });
}

/** One step down, as `fieldsV1` spells it: `f:` a field, `k:` a member of a list by its keys, `v:` a member of a set, `i:` one by its number. */
function stepped(place: Place, key: string): Place | undefined {
  const [kind, rest] = [key.slice(0, 2), key.slice(2)];
  if (kind === 'f:') return fieldOf(place, rest);
  const said = parsed(rest);
  if (kind === 'k:') return memberOf(place, fields(said));
  const is = (one: unknown, i: number) => (kind === 'v:' ? one === said : i === said);
  const step = memberAt(place, is, is);
  return kind === 'v:' ? { ...step, tests: [...place.tests, { op: 'test', path: step.path, value: said }] } : step;
}

function fieldOf({ at, path, live, wanted, tests }: Place, name: string): Place {
  return {
    at: at === '' ? name : `${at}.${name}`,
    path: `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    live: fields(live)[name],
    wanted: fields(wanted)[name],
    tests,
  };
}

function memberOf(place: Place, keys: Fields): Place {
  const all = Object.entries(keys);
  const step = memberAt(
    place,
    (one) => all.every(([name, value]) => fields(one)[name] === value),
    // A key that the manifest leaves out has its default.
    (one) => all.every(([name, value]) => (fields(one)[name] ?? value) === value),
  );
  const tests = all.map(([name, value]) => ({ op: 'test' as const, path: `${step.path}/${name}`, value }));
  return {
    ...step,
    at: `${place.at}[${keys.name ?? Object.values(keys).join(' ')}]`,
    tests: [...place.tests, ...tests],
  };
}

type Test = (one: unknown, i: number) => boolean;

function memberAt({ at, path, live, wanted, tests }: Place, isThere: Test, isWanted: Test): Place {
  const [there, asked] = [live, wanted].map((one): unknown[] => (Array.isArray(one) ? one : []));
  const index = there?.findIndex(isThere) ?? -1;
  return { at, path: `${path}/${index}`, live: there?.[index], wanted: asked?.find(isWanted), tests };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All that is wanted, and something besides: what is otherwise shows up wherever two are compared. */
function holdsMore(live: unknown, wanted: unknown): boolean {
  return holds(live, wanted) && !isDeepStrictEqual(live, wanted);
}

function holds(live: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return Array.isArray(live) && wanted.every((one, i) => holds(live[i], one));
  if (wanted === null || typeof wanted !== 'object') return live === wanted;
  return Object.entries(wanted).every(([key, value]) => holds(fields(live)[key], value));
}
