import { isMap, own } from '../../src/kubernetes/manifest';
import type { FieldChange, Step, TextForm } from '../../src/preview/change';
import { keyOf } from '../../src/preview/fields/lists';
import { readAlike } from '../../src/preview/inside';

/** A value after some of its fields were set: what a reader of a preview would do by hand. Texts with a form become what they say. */
export function applied(before: unknown, fields: readonly FieldChange[]): unknown {
  return fields.reduce<unknown>((value, { path, after }) => set(value, path, after), before);
}

function set(value: unknown, [step, ...rest]: readonly Step[], after: unknown): unknown {
  if (step === undefined) return after;
  if (typeof step === 'string') return inMap(value, step, set(own(value, step), rest, after));
  if (typeof step === 'number')
    return (value as unknown[]).map((one, at) => (at === step ? set(one, rest, after) : one));
  if ('inside' in step)
    return new Said(step.inside, set(value instanceof Said ? value.what : read(value, step.inside), rest, after));
  if ('order' in step) return inOrder(value as unknown[], step.order, after as string[]);
  const list = (value ?? []) as unknown[];
  const is = (one: unknown) => JSON.stringify(keyOf(one, keysOf(step.by, list))) === JSON.stringify(step.by);
  const old = list.find(is);
  const now = set(old, rest, after);
  if (old === undefined) return [...list, now];
  return list.flatMap((one) => (one !== old ? [one] : now === undefined ? [] : [now]));
}

/** Members lack keys that others have: no protocol is one too. */
function keysOf(by: Readonly<Record<string, unknown>>, list: readonly unknown[]): string[] {
  const others = [
    'protocol',
    'pathType',
    'apiGroups',
    'resourceNames',
    'namespace',
    'kind',
    'effect',
    'whenUnsatisfiable',
  ];
  const isComposite = list.length > 0 && Object.keys(by)[0] !== 'name';
  return [...Object.keys(by), ...(isComposite ? others.filter((key) => !(key in by) && composite(by, key)) : [])];
}

function composite(by: Readonly<Record<string, unknown>>, key: string): boolean {
  return key === 'protocol' && ('port' in by || 'containerPort' in by);
}

function inMap(value: unknown, key: string, now: unknown): unknown {
  const others = Object.entries(isMap(value) ? value : {}).filter(([name]) => name !== key);
  return Object.fromEntries(now === undefined ? others : [...others, [key, now]]);
}

function inOrder(list: readonly unknown[], keys: readonly string[], names: readonly string[]): unknown[] {
  const name = (one: unknown) => Object.values(keyOf(one, keys)).join(' ');
  return names.flatMap((one) => list.filter((member) => name(member) === one));
}

/** What a text says, without its spelling. */
export class Said {
  constructor(
    readonly form: TextForm,
    readonly what: unknown,
  ) {}
}

export function read(text: unknown, form: TextForm): unknown {
  const name = { yaml: 'a.yaml', json: 'a.json', ini: 'a.ini', nginx: 'nginx.conf' }[form];
  return readAlike(String(text), String(text), name)?.before;
}
