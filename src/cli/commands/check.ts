import { closest } from 'fastest-levenshtein';
import { type Code, catalogue } from '../../diagnostics/catalogue';
import { sorted } from '../../diagnostics/finding';
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
  const found = await Promise.all(
    project.chosen(names).map((environment) => synthesize(environment, project.resolve(environment))),
  );
  const findings = sorted(found.flatMap((synthesis) => synthesis.findings));
  const failed = findings.some(({ severity }) => severity === 'error');
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify(findings, null, 2)}\n`
      : `${findingsText(findings)}${findings.length > 0 ? '\n' : ''}${tally(findings)}\n`,
  );
  return failed ? EXIT.findings : EXIT.fine;
}

function explained(code: string): number {
  const known = Object.keys(catalogue);
  if (!known.includes(code)) throw new UsageError(`unknown code '${code}'`, `did you mean '${closest(code, known)}'?`);
  const entry = catalogue[code as Code];
  process.stdout.write(`${code} (${entry.severity})\n\n${entry.explain}\n`);
  return EXIT.fine;
}
