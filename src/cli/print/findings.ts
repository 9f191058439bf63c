import { groupBy } from '../../base/sort';
import { visible } from '../../base/visible';
import { plural } from '../../diagnostics/entry';
import type { Finding } from '../../diagnostics/finding';
import pc from './colour';

const INDENT = ' '.repeat(9);

/** Findings as people read them: the place, what is wrong, who is part of it, how to put it right. */
export function findingsText(findings: readonly Finding[]): string {
  return findings.map(findingText).join('\n');
}

function findingText(found: Finding): string {
  const { at, message, code, paths, fix } = found;
  const [first = '', ...rest] = message.split('\n');
  return [
    ...(at ? [pc.cyan(visible(`${at.file}:${at.line}:${at.column}`))] : []),
    `${markOf(found)}  ${first}    ${pc.dim(code)}`,
    ...rest.map((line) => INDENT + line),
    ...(paths.length > 0 ? [INDENT + pc.dim(visible(paths.join(' → ')))] : []),
    `${INDENT}to fix: ${fix}`,
    '',
  ].join('\n');
}

function markOf({ severity }: Finding): string {
  return severity === 'error' ? pc.red('error  ') : pc.yellow('warning');
}

const MANY = 3;

/** The same in short: many findings of one kind share their code and fix; three of them are shown. */
export function findingsDigest(findings: readonly Finding[]): string {
  return [...groupBy(findings, ({ code, fix }) => `${code}\0${fix}`).values()]
    .map((group) => {
      const [first] = group;
      if (!first || group.length < MANY) return findingsText(group);
      const lines = group
        .slice(0, MANY)
        .map(({ message, at }) => `${INDENT}${message}${at ? pc.dim(visible(`    ${at.file}:${at.line}`)) : ''}`);
      if (group.length > MANY) lines.push(`${INDENT}… ${group.length - MANY} more: steading check shows them all`);
      return `${markOf(first)}  ${group.length} times ${pc.dim(first.code)}\n${lines.join('\n')}\n${INDENT}to fix: ${first.fix}\n`;
    })
    .join('\n');
}

/** `1 error, 2 warnings`. */
export function tally(findings: readonly Finding[]): string {
  const count = (severity: Finding['severity']) => findings.filter((found) => found.severity === severity).length;
  return `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}`;
}
