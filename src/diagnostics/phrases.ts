import type { Location } from './where';

/** ` (stacks/homelab.ts:12)`, or nothing. */
export const place = (at: Location | undefined) => (at ? ` (${at.file}:${at.line})` : '');

/** What explanations of checks on selectors end with. */
export const UNKNOWN =
  'Namespaces of others, and those into which a Helm release goes, are passed over: what is in them is not known.';
