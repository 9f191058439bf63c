import { entries } from '../../base/sort';
import type { WorkloadNode } from '../../graph/graph';

/** Prefix of the annotations that Steading writes. */
export const ANNOTATION = 'steading.dev';

/** Labels of every object that Steading makes for a component. */
export function componentLabels(component: string): Record<string, string> {
  return { 'app.kubernetes.io/managed-by': 'steading', 'app.kubernetes.io/part-of': component };
}

/** Labels of a workload's objects and pods: `app`, as the manuals select by, beside the recommended ones. */
export function workloadLabels({ name, component, selector }: WorkloadNode): Record<string, string> {
  return { ...selector, 'app.kubernetes.io/name': name, ...componentLabels(component) };
}

/** A record without what is absent, keys in order; nothing if all is absent. */
export function compact<T extends Record<string, unknown>>(record: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as never;
}

/** The record, or nothing where it has no entries. */
export function unlessEmpty<T>(record: Readonly<Record<string, T>>): Record<string, T> | undefined {
  const sorted = entries(record);
  return sorted.length === 0 ? undefined : Object.fromEntries(sorted);
}
