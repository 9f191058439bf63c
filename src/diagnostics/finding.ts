import { cut } from '../base/cut';
import { visible } from '../base/visible';
import type { Problem } from '../secrets/problem';
import { type Code, catalogue, type Params } from './catalogue';
import { type Entry, type Severity, worded } from './entry';
import type { Location, Where } from './where';

/** What a finding is about: construct paths (`homelab/chat`) and the line that said so. */
export interface Subject {
  readonly paths?: readonly string[];
  readonly at?: Where | undefined;
}

/** One mistake, or one thing to look at. Says what is wrong, where, and how to put it right. */
export interface Finding {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  readonly fix: string;
  readonly paths: readonly string[];
  readonly at?: Location;
}

/** In characters. Whatever somebody wrote into a name or a value, nobody reads more of it. */
const LONGEST = 2000;

/**
 * Makes a finding from its code: text and severity come from the catalogue, never from the caller. Names and values may come from anybody:
 * they stand in the text on one line, and everything in them is seen.
 */
export function finding<C extends Code>(code: C, params: Params<C>, subject: Subject = {}): Finding {
  const entry = catalogue[code] as Entry<Params<C>, Severity>;
  const at = subject.at?.();
  const { message, fix } = worded(entry, seen(params) as Params<C>);
  return {
    code,
    severity: entry.level,
    message: cut(message, LONGEST),
    fix: cut(fix, LONGEST),
    paths: subject.paths ?? [],
    ...(at && { at }),
  };
}

function seen(params: unknown): unknown {
  if (typeof params === 'string') return visible(params);
  if (Array.isArray(params)) return params.map(seen);
  if (typeof params !== 'object' || params === null) return params;
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, seen(value)]));
}

/** A problem of sealing as a finding, at the place that declared it if there is one. */
export function fromProblem({ code, message, fix, paths }: Problem, at?: Where): Finding {
  return finding(code, { message, fix }, { paths, at });
}

/** A mistake that makes going on pointless. Carries findings, so that people read the same words as from a check. */
export class UserError extends Error {
  constructor(readonly findings: readonly Finding[]) {
    super(findings.map((f) => `${f.message} (${f.code})`).join('; '));
  }
}

/** The same findings in the same order, whatever order they were made in. */
export function sorted(findings: Iterable<Finding>): Finding[] {
  const key = (f: Finding) =>
    [f.severity, f.at?.file ?? '', pad(f.at?.line), pad(f.at?.column), f.code, f.message, ...f.paths].join('\0');
  return [...new Map([...findings].map((f) => [key(f), f])).entries()]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, f]) => f);
}

const pad = (n = 0) => String(n).padStart(6, '0');
