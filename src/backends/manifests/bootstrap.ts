import { sh } from '../../base/shell';
import type { Graph, KeyRef, KeySourceNode } from '../../graph/graph';
import { bootstrapped, turns, variableOf, wanted } from '../../secrets/bootstrap';
import { type Key, keyId, keysOf, referencesOf } from '../../secrets/contract';
import type { Artifact } from '../artifact';
import { FUNCTIONS, MEMORY } from './bootstrap-functions';

const SCRIPT = 'bin/bootstrap-cluster.sh';

/** The script that makes the Secrets which Git does not have, where a cluster is to have one. */
export function bootstrapScripts(graph: Graph): Artifact[] {
  return graph.clusters.flatMap(({ secrets }) =>
    secrets?.store === 'bootstrap' && bootstrapped(graph.secrets).length > 0
      ? [{ path: secrets.script ?? SCRIPT, mode: 0o755, content: script(graph) }]
      : [],
  );
}

/** Values are made when it runs: it holds none, shows none, and gives none to a program but by its standard input. */
export function script({ environment, namespaces, secrets }: Graph): string {
  const contracts = bootstrapped(secrets);
  const places = new Set(contracts.map(({ namespace }) => namespace));
  const missing = namespaces.filter(({ name, existing }) => places.has(name) && !existing);
  const keys = keysOf(contracts);
  const body = [
    ...maker(keys),
    sh`need kubectl ${'of kubernetes.io/docs/tasks/tools'}`,
    ...(keys.some(({ source }) => source.from === 'bcrypt') ? [sh`need htpasswd ${'of apache2-utils'}`] : []),
    '',
    ...missing.map(({ name }) => sh`ensure_namespace ${name}`),
    ...turns(contracts).map(
      ({ contract: { namespace, name, version }, keys: now }) =>
        sh`ensure_secret ${namespace} ${name} ${version} ${now}`,
    ),
    ...keys.flatMap(({ id, source }) => sourcesOf(source).map((from) => sh`outdated ${id} ${from}`)),
    ...wanted(secrets).map(({ namespace, name, key, what }) => sh`ask_for ${[namespace, name, key].join('/')} ${what}`),
    '',
    'exit "$status"',
    '',
  ].join('\n');
  const used = Object.entries(FUNCTIONS).flatMap(([name, text]) => (body.match(`\\b${name} `) ? [text] : []));
  return [head(environment), MEMORY, ...used, body].join('\n\n');
}

const head = (environment: string) => `#!/usr/bin/env bash
# Makes the Secrets that Git does not have. What exists stays as it is, so that it may run any number of times.
# Written by \`steading synth ${environment}\`; \`steading secrets bootstrap ${environment}\` does the same, without kubectl and htpasswd.
{ set +x; } 2>/dev/null # values would be in the trace
set -euo pipefail`;

/** How each value is made, by `<namespace>/<secret>/<key>`. */
function maker(keys: readonly Key[]): string[] {
  const cases = keys.map(({ id, source }) => `    ${sh`${id}`}) ${made(source)} ;;`);
  return ['# How each value is made.', 'make() {', '  case $1 in', ...cases, '  esac', '}', ''];
}

const sourcesOf = (source: KeySourceNode) => [...new Set(referencesOf(source).map(keyId))];

function made(source: KeySourceNode): string {
  if (source.from === 'generated') {
    const characters = [...source.alphabet];
    if (characters.some((character) => character < ' ' || character > '~')) return 'beyond tr';
    // Four times as many bytes as are needed where each is as likely as the other.
    const bytes = Math.ceil(256 / characters.length) * source.length * 4 + 256;
    return sh`random ${source.length} ${bytes} ${ranges(characters)} ${source.prefix}`;
  }
  if (source.from === 'bcrypt') return sh`value ${keyId(source.of)} | bcrypt`;
  if (source.from === 'derived') return parts(source.template).join(' && ');
  return sh`variable ${variableOf(source) ?? ''} ${source.from === 'manual' ? source.what : ''}`;
}

function parts(template: readonly (string | KeyRef)[]): string[] {
  const [first, ...rest] = template;
  if (first === undefined) return [];
  if (typeof first !== 'string') return [sh`value ${keyId(first)}`, ...parts(rest)];
  const [next, ...others] = rest;
  return typeof next === 'string' ? parts([first + next, ...others]) : [sh`printf %s ${first}`, ...parts(rest)];
}

/** An alphabet as tr(1) reads it: runs as ranges, all that is no letter or digit as octal numbers. */
function ranges(characters: readonly string[]): string {
  const codes = characters.map((character) => character.charCodeAt(0)).sort((a, b) => a - b);
  const runs: [from: number, to: number][] = [];
  for (const code of codes) {
    const last = runs.at(-1);
    if (last?.[1] === code - 1) last[1] = code;
    else runs.push([code, code]);
  }
  return runs.map(([from, to]) => (to - from < 2 ? each(from, to) : `${octal(from)}-${octal(to)}`)).join('');
}

const each = (from: number, to: number) => (from === to ? octal(from) : octal(from) + octal(to));

function octal(code: number): string {
  const character = String.fromCharCode(code);
  return /[A-Za-z0-9]/.test(character) ? character : `\\${code.toString(8).padStart(3, '0')}`;
}
