import type { Report } from '../../../preview/report';

export const FORMATS = ['text', 'markdown', 'html', 'json', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

/** A report in the form that was asked for. */
export function printed(format: Format, report: Report): string {
  return PRINTERS[format]()(report);
}

/** Loaded when they are asked for. */
const PRINTERS: Readonly<Record<Format, () => (report: Report) => string>> = {
  text: () => (require('./text') as typeof import('./text')).text,
  markdown: () => (require('./markdown') as typeof import('./markdown')).markdown,
  html: () => (require('./html/page') as typeof import('./html/page')).html,
  json: () => (require('./json') as typeof import('./json')).json,
  sarif: () => (require('./sarif') as typeof import('./sarif')).sarif,
};
