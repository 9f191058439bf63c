import type { Finding } from '../../diagnostics/finding';
import { compare } from '../../preview/compare';
import type { Failed } from '../../preview/report';
import type { Project } from '../../project';
import { EXIT } from '../exit';
import { type Compared, withBase, withTree } from '../preview/compared';
import { acceptances, type GateOptions, gate } from '../preview/gate';
import { print } from '../print/output';
import { type Format, printed } from '../print/preview/formats';
import { typeFindings, withTypes } from '../types';

export interface PreviewOptions extends GateOptions {
  /** @default - the default branch */
  readonly base?: string;
  readonly against?: string;
  readonly live?: boolean;
  readonly kubeconfig?: string;
  /** Names whose values are shown, although they look like secrets. @default [] */
  readonly show?: readonly string[];
  readonly format: Format;
}

/** Says what a change does, compared with another commit, a tree, or the cluster. */
export async function preview(project: Project, names: readonly string[], options: PreviewOptions): Promise<number> {
  const text = acceptances(options);
  const types = typeFindings(project, names);
  const asked = await withTypes(types, () => ask(project, names, options));
  const { before, after, pairs, isMisconfigured } = asked;
  const failed = [...asked.failed, ...uncompiled(await types)];
  const shown = new Set(options.show);
  const compared = pairs.map(([old, now]) => compare(old, now, { shown }));
  const gated = gate(compared, text, options);
  const { failedBy } = gated;
  const report = { before, after, failed, ...gated };
  print(`${printed(options.format, report)}\n`);
  if (isMisconfigured) return EXIT.usage;
  // A base that cannot be built is what this change may mend.
  const isBroken = failed.some(({ side }) => side === 'after');
  return isBroken || failedBy.length > 0 ? EXIT.findings : EXIT.fine;
}

function uncompiled(findings: readonly Finding[]): Failed[] {
  return findings.length > 0 ? [{ environment: 'types', side: 'after', findings }] : [];
}

function ask(
  project: Project,
  names: readonly string[],
  { base, against, live, kubeconfig }: PreviewOptions,
): Promise<Compared> {
  if (live) {
    const { withCluster } = require('../preview/cluster') as typeof import('../preview/cluster');
    return withCluster(project, names, kubeconfig);
  }
  return against === undefined ? withBase(project, names, base) : withTree(project, names, against);
}
