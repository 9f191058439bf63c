import type { HostChange, ObjectChange, Reach, Relocation, TextChange, Unrendered } from './change';
import type { Consequence } from './consequences/consequence';

/** What changes in one environment, and what that risks. */
export interface Comparison {
  readonly environment: string;
  readonly objects: readonly ObjectChange[];
  readonly relocations: readonly Relocation[];
  readonly texts: readonly TextChange[];
  readonly hosts: readonly HostChange[];
  readonly reach: readonly Reach[];
  readonly consequences: readonly Consequence[];
  /** Releases and kustomizations that differ and were not rendered. */
  readonly unrendered: readonly Unrendered[];
  /** What was passed over, and why. */
  readonly notes: readonly string[];
}

/** Whether anything differs at all. That an object stands in another file is no difference. */
export function differs({ objects, texts, hosts, reach, unrendered }: Comparison): boolean {
  return objects.length + texts.length + hosts.length + reach.length + unrendered.length > 0;
}
