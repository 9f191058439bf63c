import { closest } from 'fastest-levenshtein';
import { type Code, catalogue } from '../../diagnostics/catalogue';
import { type Finding, sorted, UserError } from '../../diagnostics/finding';
import { synthesize } from '../../synthesize';
import { EXIT, UsageError } from '../exit';
import { findingsText, tally } from '../print/findings';
import type { Project } from '../project';

export interface CheckOptions {
  readonly format: 'text' | 'json';
  readonly explain?: string;
}

/** Says what is wrong with environments. Their trees are not touched. */
export async function check(
  project: Project,
  names: readonly string[],
  { format, explain }: CheckOptions,
): Promise<number> {
  if (explain !== undefined) return explained(explain);
  try {
    const findings = sorted(await ask(project, names));
    process.stdout.write(format === 'json' ? json(findings) : text(findings));
    return findings.some(({ severity }) => severity === 'error') ? EXIT.findings : EXIT.fine;
  } catch (error) {
    if (format === 'text' || !(error instanceof UserError)) throw error;
    process.stdout.write(json(sorted(error.findings)));
    return EXIT.usage;
  }
}

async function ask(project: Project, names: readonly string[]): Promise<Finding[]> {
  const found = await Promise.all(
    project.chosen(names).map((environment) => synthesize(environment, project.resolve(environment))),
  );
  return found.flatMap(({ findings }) => findings);
}

function json(findings: readonly Finding[]): string {
  return `${JSON.stringify(findings, null, 2)}\n`;
}

function text(findings: readonly Finding[]): string {
  return `${findingsText(findings)}${findings.length > 0 ? '\n' : ''}${tally(findings)}\n`;
}

function explained(code: string): number {
  const known = Object.keys(catalogue);
  if (!known.includes(code)) throw new UsageError(`unknown code '${code}'`, `did you mean '${closest(code, known)}'?`);
  const entry = catalogue[code as Code];
  process.stdout.write(`${code} (${entry.severity})\n\n${entry.explain}\n`);
  return EXIT.fine;
}
