import { type Finding, finding, type Subject } from '../../diagnostics/finding';
import type { Inventory } from '../inventory';

interface Wanted {
  /** Who refers to it. */
  readonly object: string;
  readonly kind: string;
  /** @default - cluster-wide */
  readonly namespace?: string | undefined;
  readonly name: string;
}

/** What is said of an object that is referred to: nothing where it is there, a warning where something unknown may make it. */
export function absent(inventory: Inventory, wanted: Wanted, subject: Subject): Finding[] {
  const { namespace, ...params } = wanted;
  if (inventory.has(params.kind, namespace, params.name)) return [];
  const maker = inventory.unknownMaker(namespace);
  return [
    maker === undefined
      ? finding('reference/missing', params, subject)
      : finding('reference/perhaps-missing', { ...params, maker }, subject),
  ];
}
