import { existsSync } from 'node:fs';
import { closest } from 'fastest-levenshtein';
import { Refusal } from '../../base/refusal';
import { harmlessJson } from '../../base/visible';
import { Helm } from '../../charts/helm';
import { chartFindings } from '../../charts/judge';
import { acknowledge, ofCharts } from '../../checks/acknowledgements';
import { type Code, catalogue } from '../../diagnostics/catalogue';
import { type Finding, sorted, UserError } from '../../diagnostics/finding';
import { catalogue as consequences } from '../../preview/consequences/catalogue';
import type { Project } from '../../project';
import { synthesize } from '../../synthesize';
import { EXIT } from '../exit';
import { checkedFiles } from '../foreign/checked';
import { findingsText, tally } from '../print/findings';
import type { Checked } from '../print/junit';
import { print } from '../print/output';

export interface CheckOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'junit';
  readonly explain?: string;
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
  if (explain !== undefined) return explained(explain);
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
      require('../../../package.json').version,
    ),
  junit: (_, checked) => (require('../print/junit') as typeof import('../print/junit')).junit(checked),
};

function explained(code: string): number {
  if (Object.hasOwn(consequences, code)) return explainedConsequence(code as keyof typeof consequences);
  const known = [...Object.keys(catalogue), ...Object.keys(consequences)];
  if (!known.includes(code))
    throw new Refusal('usage', `unknown code '${code}'`, `did you mean '${closest(code, known)}'?`);
  const entry = catalogue[code as Code];
  const accept =
    entry.level === 'error'
      ? 'An error cannot be accepted: the result would not work.'
      : `To accept it for a reason and a time: component.acknowledge('${code}', { why: '…', until: '2027-01-31' })`;
  print(`${code} (${entry.level})\n\n${entry.explain}\n\n${accept}\n`);
  return EXIT.fine;
}

/** What a preview says has no fix of its own: the change is meant. */
function explainedConsequence(code: keyof typeof consequences): number {
  const { level, explain } = consequences[code];
  const accept = `To accept it in a pull request, a line of its text: accept-risk: ${code} OBJECT because …`;
  print(`${code} (${level})\n\n${explain}\n\n${accept}\n`);
  return EXIT.fine;
}
