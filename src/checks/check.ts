import type { Artifact } from '../backends/artifact';
import type { Finding } from '../diagnostics/finding';
import type { Graph } from '../graph/graph';
import type { Sealed } from '../graph/resolved';
import type { Schemas } from './schema/schemas';

/** What a check may look at: the graph, what was lowered from it, and the ciphertext beside it. */
export interface Subject {
  readonly graph: Graph;
  readonly artifacts: readonly Artifact[];
  readonly sealed: Sealed;
  /** Of the kinds that occur. */
  readonly schemas: Schemas;
}

/** Looks at an environment and says what is wrong. Never throws, never prints. */
export type Check = (subject: Subject) => Finding[];
