import { plural } from '../diagnostics/entry';
import type { Unrendered } from './change';
import { type Comparison, differs } from './comparison';
import { type Consequence, RISKS, type Risk } from './consequences/consequence';
import type { Failed, Report } from './report';

/** How much changes in an environment. One that was renamed or moved is one that changed. */
export interface Counts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** That are no manifests, those of hosts among them. */
  readonly files: number;
  readonly hosts: number;
}

const WORDS: Readonly<Record<Risk, string>> = {
  data: 'losing data',
  replace: 'replacement',
  downtime: 'downtime',
  access: 'wider access',
  secrets: 'secrets that are not renewed',
  capacity: 'too little room',
  prune: 'objects left or pruned',
  api: 'another API version',
  image: 'another image',
  restart: 'restarts',
};

export function countsOf({ objects, texts, hosts }: Comparison): Counts {
  const count = (...kinds: string[]) => objects.filter(({ what }) => kinds.includes(what)).length;
  return {
    added: count('added'),
    changed: count('changed', 'renamed', 'moved'),
    removed: count('removed'),
    files: texts.length + hosts.reduce((sum, { files }) => sum + files.length, 0),
    hosts: hosts.length,
  };
}

/** What somebody should look at: neither what simply happens nor what is accepted. */
export function isRisk({ level, accepted }: Consequence): boolean {
  return level !== 'note' && accepted === undefined;
}

/** How many risks there are of each kind; what matters most comes first. */
export function risksOf(comparisons: readonly Comparison[]): (readonly [Risk, number])[] {
  const risks = comparisons.flatMap(({ consequences }) => consequences.filter(isRisk));
  return RISKS.map((risk) => [risk, risks.filter((one) => one.risk === risk).length] as const).filter(
    ([, count]) => count > 0,
  );
}

/** One sentence: `2 of 3 environments change: 2 added, 14 changed, 1 removed; 1 risk of losing data`. */
export function verdict({ comparisons, failed = [] }: Report): string {
  const [changed, all] = [comparisons.filter(differs), comparisons.length + new Set(failed.map(environment)).size];
  const broken = [...new Set(failed.map(environment))].map((name) => `${name} cannot be built${why(failed, name)}`);
  if (changed.length === 0) {
    const rest = broken.length === 0 ? ['nothing changes'] : comparisons.length > 0 ? ['nothing else changes'] : [];
    return [...broken, ...rest].join('; ');
  }
  const who =
    all === 1
      ? `${changed[0]?.environment} changes`
      : `${of(changed.length, all)} change${changed.length === 1 ? 's' : ''}`;
  return [...broken, `${who}: ${[amounts(changed), ...risks(comparisons), ...unjudged(changed)].join('; ')}`].join(
    '; ',
  );
}

const environment = (one: Failed): string => one.environment;

const of = (some: number, all: number): string =>
  some === all ? `${all} environments` : `${some} of ${all} environments`;

function why(failed: readonly Failed[], name: string): string {
  const [first, ...more] = failed.filter((one) => one.environment === name).flatMap(({ findings }) => findings);
  if (!first) return '';
  return `: ${first.message.split('\n')[0]}${more.length > 0 ? `, and ${more.length} more` : ''}`;
}

function amounts(comparisons: readonly Comparison[]): string {
  const sum = (key: keyof Counts) => comparisons.reduce((total, one) => total + countsOf(one)[key], 0);
  const [files, hosts] = [sum('files'), sum('hosts')];
  return [
    `${sum('added')} added, ${sum('changed')} changed, ${sum('removed')} removed`,
    ...(files > 0 ? [`${plural(files, 'file')}`] : []),
    ...(hosts > 0 ? [`${plural(hosts, 'host')}`] : []),
  ].join(', ');
}

function risks(comparisons: readonly Comparison[]): string[] {
  const found = risksOf(comparisons);
  if (found.length === 0) return [];
  const [[, first] = ['', 0]] = found;
  const said = found.map(([risk, count], i) =>
    i === 0 ? `${plural(first, 'risk')} of ${WORDS[risk]}` : `${count} of ${WORDS[risk]}`,
  );
  return [said.join(', ')];
}

/** Nobody is to take for judged what nobody has rendered. */
function unjudged(comparisons: readonly Comparison[]): string[] {
  const count = (kind: Unrendered['what']) =>
    comparisons.flatMap(({ unrendered }) => unrendered.filter(({ what }) => what === kind)).length;
  const [releases, templates] = [count('release'), count('template')];
  const said = [
    ...(releases > 0
      ? [
          `${plural(releases, 'release')} changed, ${releases === 1 ? 'its chart was' : 'their charts were'} not rendered`,
        ]
      : []),
    ...(templates > 0
      ? [`${plural(templates, 'template')} changed and ${templates === 1 ? 'was' : 'were'} not rendered`]
      : []),
  ];
  if (said.length === 0) return [];
  return [`${said.join(', ')}: what ${releases + templates === 1 ? 'it brings' : 'they bring'} was not judged`];
}
