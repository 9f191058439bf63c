import type { Comparison } from '../../../preview/change';

/** What is said of a change: every environment that was compared. */
export interface Report {
  readonly comparisons: readonly Comparison[];
}

export const FORMATS = ['text', 'markdown', 'html', 'json', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

export function printed(_format: Format, report: Report): string {
  return JSON.stringify(report, null, 2);
}
