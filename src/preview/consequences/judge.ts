import { groupOf } from '../../kubernetes/kinds';
import type { Manifest } from '../../kubernetes/manifest';
import type { Identity, ObjectChange } from '../change';
import type { Comparison } from '../comparison';
import type { Side } from '../side';
import type { Code, Params } from './catalogue';
import { type Consequence, consequence, nameOf } from './consequence';

/** What a judge may look at: both states as a whole, and what differs. */
export interface Subject extends Omit<Comparison, 'consequences'> {
  readonly before: Side;
  readonly after: Side;
}

/** Looks at a change and says what it brings about. Never throws, never prints. */
export type Judge = (subject: Subject) => Consequence[];

/** Says a consequence of which the object is the subject: its first `about`, and `object` in the text. */
type Says = <C extends Code>(
  code: C,
  params: Omit<Params<C>, 'object'>,
  /** The changed fields that bring it about: those below a path (all of them below `[]`), or paths. @default - none are named */
  changed?: readonly string[] | { readonly fields: Consequence['fields'] },
) => Consequence;

/** An object that exists before and after, under one identity: what a controller would patch. */
export interface Patched {
  readonly object: Identity;
  readonly name: string;
  readonly says: Says;
  readonly before: Manifest;
  readonly after: Manifest;
  readonly change: ObjectChange;
}

/** An object that is only on one side. */
export interface Single {
  readonly object: Identity;
  readonly name: string;
  readonly says: Says;
  readonly manifest: Manifest;
  readonly change: ObjectChange;
}

/** Of these kinds, given as `Deployment` or, where a name is used by several, `apps/Deployment`. None: of any. */
export function patched(subject: Pick<Subject, 'objects'>, ...kinds: readonly string[]): Patched[] {
  return subject.objects.flatMap((change) => {
    const { what, object, before, after } = change;
    if (what !== 'changed' || !before || !after || !isOf(object, kinds)) return [];
    return [{ ...speaker(object, change), before, after, change }];
  });
}

/** What a controller would create: of a renamed or moved object, what it is now. */
export function made(subject: Pick<Subject, 'objects'>, ...kinds: readonly string[]): Single[] {
  return subject.objects.flatMap((change) => {
    const { what, object, after } = change;
    if (what === 'changed' || what === 'removed' || !after || !isOf(object, kinds)) return [];
    return [{ ...speaker(object, change), manifest: after, change }];
  });
}

/** What is no longer said: of a renamed or moved object, what it was. */
export function gone(subject: Pick<Subject, 'objects'>, ...kinds: readonly string[]): Single[] {
  return subject.objects.flatMap((change) => {
    const { what, object, was = object, before } = change;
    if (what === 'changed' || what === 'added' || !before || !isOf(was, kinds)) return [];
    return [{ ...speaker(was, change), manifest: before, change }];
  });
}

function speaker(object: Identity, change: ObjectChange): { object: Identity; name: string; says: Says } {
  const name = nameOf(object);
  const says = <C extends Code>(code: C, params: Omit<Params<C>, 'object'>, changed?: Parameters<Says>[2]) => {
    const fields = changed === undefined ? [] : 'fields' in changed ? changed.fields : below(change, ...changed);
    return consequence(code, { object: name, ...params } as Params<C>, { about: [object], fields });
  };
  return { object, name, says };
}

export function isOf({ apiVersion, kind }: Pick<Identity, 'apiVersion' | 'kind'>, kinds: readonly string[]): boolean {
  return kinds.length === 0 || kinds.includes(kind) || kinds.includes(`${groupOf(apiVersion)}/${kind}`);
}

/** The changed fields below one, as paths. */
export function below(
  { fields }: ObjectChange,
  ...prefix: readonly string[]
): ObjectChange['fields'][number]['path'][] {
  return fields.flatMap(({ path }) => (prefix.every((step, i) => path[i] === step) ? [path] : []));
}
