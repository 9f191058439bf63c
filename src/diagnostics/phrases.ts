import type { Location } from './where';

/** ` (stacks/homelab.ts:12)`, or nothing. */
export const place = (at: Location | undefined) => (at ? ` (${at.file}:${at.line})` : '');

/** What explanations of checks on selectors end with. */
export const UNKNOWN =
  'Steading skips namespaces of others and of Helm releases, because it does not know which pods they contain.';
