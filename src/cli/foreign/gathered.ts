import { groupBy } from '../../base/sort';
import type { Code } from '../../diagnostics/catalogue';
import type { Finding } from '../../diagnostics/finding';

/** What is true of nearly every manifest that people write: worth a line for all, and not a line for each. */
const COMMON: readonly Code[] = ['security/unused-token'];

/** The findings, with those that nearly everybody gets as one that counts them. */
export function gathered(findings: readonly Finding[]): Finding[] {
  const common = groupBy(
    findings.filter(({ code }) => COMMON.includes(code)),
    ({ code }) => code,
  );
  return [
    ...findings.filter(({ code }) => !COMMON.includes(code)),
    ...[...common.values()].flatMap(([first, ...others]) => {
      if (!first) return [];
      const more = others.length === 0 ? '' : `, and so do ${others.length} other objects`;
      return [{ ...first, message: `${first.message}${more}` }];
    }),
  ];
}
