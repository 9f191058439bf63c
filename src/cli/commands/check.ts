import { existsSync } from 'node:fs';
import { Refusal } from '../../base/refusal';
import { harmlessJson } from '../../base/visible';
import { Helm } from '../../charts/helm';
import { chartFindings } from '../../charts/judge';
import { acknowledge, ofCharts } from '../../checks/acknowledgement/acknowledgements';
import { type Finding, sorted, UserError } from '../../diagnostics/finding';
import type { Project } from '../../project';
import { synthesize } from '../../synthesize';
import { EXIT } from '../exit';
import { checkedFiles } from '../foreign/checked';
import { findingsText, tally } from '../print/findings';
import type { Checked } from '../print/junit';
import { print } from '../print/output';
import { typeFindings, withTypes } from '../types';
import { explain as explainCode } from './explain';

export interface CheckOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'junit';
  /** A code, or `true` for a list of all codes. */
  readonly explain?: string | true;
  /** Environment in whose cluster files are judged. @default - what needs a cluster is not said */
  readonly cluster?: string;
  /** Renders the charts as well, which takes helm and a network. */
  readonly charts?: boolean;
}

/** Says what is wrong with environments. Their trees are not touched. */
export async function check(
  project: Project,
  names: readonly string[],
  { format, explain, charts = false, cluster }: CheckOptions,
): Promise<number> {
  if (explain !== undefined) return explainCode(explain);
  try {
    const paths = names.filter((name) => isPath(project, name));
    const environments = names.filter((name) => !paths.includes(name));
    if (cluster !== undefined && paths.length === 0)
      throw new Refusal(
        'usage',
        '--cluster is for files and folders, and none is named',
        'name one, such as ./manifests',
      );
    const checked = [
      ...(paths.length === 0 || environments.length > 0 ? await ask(project, environments, charts) : []),
      ...(paths.length > 0 ? [await checkedFiles(project, paths, cluster)] : []),
    ];
    const findings = sorted(checked.flatMap((one) => one.findings));
    print(`${FORMATS[format](findings, checked)}\n`);
    return findings.some(({ severity }) => severity === 'error') ? EXIT.findings : EXIT.fine;
  } catch (error) {
    if (format === 'text' || !(error instanceof UserError)) throw error;
    const findings = sorted(error.findings);
    print(`${FORMATS[format](findings, [{ environment: 'steading', findings }])}\n`);
    return EXIT.usage;
  }
}

/** An environment wins over a folder that is called like it, unless that is written with a slash. */
function isPath(project: Project, name: string): boolean {
  return /[/\\]/.test(name) || (!project.has(name) && existsSync(name));
}

async function ask(project: Project, names: readonly string[], charts: boolean): Promise<Checked[]> {
  const types = typeFindings(project, names);
  const checked = await withTypes(types, () => askEach(project, names, charts));
  const found = await types;
  return found.length > 0 ? [{ environment: 'types', findings: found }, ...checked] : checked;
}

async function askEach(project: Project, names: readonly string[], charts: boolean): Promise<Checked[]> {
  const helm = charts ? await Helm.start(project.root) : undefined;
  try {
    return await Promise.all(
      project.chosen(names).map(async (environment) => {
        const { graph, artifacts, findings } = await synthesize(environment, project.resolve(environment));
        const found = helm ? await chartFindings(graph, artifacts, helm) : [];
        const rendered = helm ? acknowledge(graph, found, project.today, ofCharts) : [];
        return { environment: environment.name, findings: sorted([...findings, ...rendered]) };
      }),
    );
  } finally {
    helm?.close();
  }
}

const FORMATS: Readonly<
  Record<CheckOptions['format'], (findings: readonly Finding[], checked: readonly Checked[]) => string>
> = {
  text: (findings) => `${findingsText(findings)}${findings.length > 0 ? '\n' : ''}${tally(findings)}`,
  json: (findings) => harmlessJson(findings, 2),
  sarif: (findings) =>
    (require('../print/sarif') as typeof import('../print/sarif')).sarif(
      findings,
      require('steading/package.json').version,
    ),
  junit: (_, checked) => (require('../print/junit') as typeof import('../print/junit')).junit(checked),
};
