import { type Entry, type Level, worded } from '../../diagnostics/entry';
import type { Identity, Step } from '../change';
import { type Code, catalogue, type Params } from './catalogue';

/** What `--fail-on` asks for. */
export const RISKS = [
  'data',
  'replace',
  'downtime',
  'access',
  'secrets',
  'capacity',
  'prune',
  'api',
  'image',
  'restart',
] as const;
export type Risk = (typeof RISKS)[number];

/** What a change brings about. */
export interface Consequence {
  readonly code: Code;
  readonly risk: Risk;
  /** `error`: data is lost or the API server refuses the change. `warning`: look at it. `note`: it happens. */
  readonly level: Level;
  /** What happens, to whom, and why. */
  readonly message: string;
  /** What to look at, or do, before. */
  readonly advice: string;
  /** Objects and hosts that it is about, as people name them. The first one changed, or is hit. */
  readonly about: readonly string[];
  /** The fields that bring it about. */
  readonly fields: readonly (readonly Step[])[];
  /** Why somebody accepts it; it then fails nothing. */
  readonly accepted?: string;
}

/** Makes a consequence from its code: text, risk and level come from the catalogue, never from the caller. */
export function consequence<C extends Code>(
  code: C,
  params: Params<C>,
  { about, fields = [] }: { readonly about: readonly (string | Identity)[]; readonly fields?: Consequence['fields'] },
): Consequence {
  const entry = catalogue[code] as Entry<Params<C>>;
  const { message, fix: advice } = worded(entry, params);
  return {
    code,
    risk: code.split('/')[0] as Risk,
    level: entry.level,
    message,
    advice,
    about: about.map((one) => (typeof one === 'string' ? one : nameOf(one))),
    fields,
  };
}

/** `self-hosted-ai/Deployment/litellm`, `ClusterRole/view`. */
export function nameOf({ kind, namespace, name }: Pick<Identity, 'kind' | 'namespace' | 'name'>): string {
  return [...(namespace === null ? [] : [namespace]), kind, name].join('/');
}
