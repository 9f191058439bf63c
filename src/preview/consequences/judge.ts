import type { Comparison, ObjectChange } from '../change';
import type { Side } from '../side';
import type { Consequence } from './consequence';

/** What a judge may look at: both states as a whole, and what differs. */
export interface Subject extends Omit<Comparison, 'consequences'> {
  readonly before: Side;
  readonly after: Side;
}

/** Looks at a change and says what it brings about. Never throws, never prints. */
export type Judge = (subject: Subject) => Consequence[];

/** Objects that exist before and after, under one identity: what a controller would patch. */
export function patched({ objects }: Pick<Subject, 'objects'>): ObjectChange[] {
  return objects.filter(({ what }) => what === 'changed');
}
