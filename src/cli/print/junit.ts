import { harmless } from '../../base/visible';
import type { Finding } from '../../diagnostics/finding';

/** An environment, and what was found in it. */
export interface Checked {
  readonly environment: string;
  readonly findings: readonly Finding[];
}

/** Findings as JUnit XML, in the form that Jenkins reads: an environment is a suite, an error a failed test, a warning a skipped one. */
export function junit(checked: readonly Checked[]): string {
  const all = checked.flatMap(({ findings }) => findings);
  const counts = `tests="${checked.reduce((sum, { findings }) => sum + Math.max(1, findings.length), 0)}" failures="${failures(all)}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="steading" ${counts}>`,
    ...checked.flatMap(suite),
    '</testsuites>',
  ].join('\n');
}

const failures = (findings: readonly Finding[]): number =>
  findings.filter(({ severity }) => severity === 'error').length;

function suite({ environment, findings }: Checked): string[] {
  const failed = failures(findings);
  const counts = `tests="${Math.max(1, findings.length)}" failures="${failed}" errors="0" skipped="${findings.length - failed}"`;
  const cases =
    findings.length > 0
      ? findings.map(testcase)
      : [`    <testcase${attributes({ classname: environment, name: 'check' })}/>`];
  return [`  <testsuite${attributes({ name: environment })} ${counts}>`, ...cases, '  </testsuite>'];
}

function testcase({ code, severity, message, fix, paths, at }: Finding): string {
  const place = at ? `${at.file}:${at.line}:${at.column}` : '';
  const element = severity === 'error' ? 'failure' : 'skipped';
  const text = [message, ...(place ? [place] : []), ...(paths.length > 0 ? [paths.join(' → ')] : []), `to fix: ${fix}`];
  return [
    `    <testcase${attributes({ classname: code, name: message })}>`,
    `      <${element}${attributes({ type: code, message })}>${escaped(text.join('\n'))}</${element}>`,
    '    </testcase>',
  ].join('\n');
}

function attributes(all: Readonly<Record<string, string>>): string {
  return Object.entries(all)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

/** XML 1.0 has no way to write most control characters: they are written as people see them. */
function escaped(text: string): string {
  return harmless(text).replace(/[&<>"\n]/g, (one) => ENTITIES[one] ?? one);
}
