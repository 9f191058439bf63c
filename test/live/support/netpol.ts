import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary } from '../../../tools/build';
import { run } from '../../support/steading';
import { Claim, everybody, namespacesOf, type Pods, type Ports, same, sorted, toNumber } from './reach';
import type { Document, Tree } from './tree';

interface Line {
  readonly src: string;
  readonly dst: string;
  readonly conn: string;
}

interface Range {
  readonly first: number;
  readonly last: number;
  readonly ports: Ports;
}

/** What netpol-analyzer reads from manifests: who reaches whom, at which ports. */
class Reading {
  readonly #lines: readonly Line[];

  constructor(lines: readonly Line[]) {
    this.#lines = lines;
  }

  between(from: string, to: string): Ports {
    return ports(this.#lines.find(({ src, dst }) => src === from && dst === to)?.conn);
  }

  outside(direction: 'src' | 'dst', pods: string): Range[] {
    return this.#lines.flatMap((line) => {
      const [, first, last] = /^(\d[\d.]+)-(\d[\d.]+)$/.exec(line[direction]) ?? [];
      if (!first || !last || line[direction === 'src' ? 'dst' : 'src'] !== pods) return [];
      return [{ first: toNumber(first), last: toNumber(last), ports: ports(line.conn) }];
    });
  }
}

export interface Comparison {
  readonly pairs: number;
  readonly outside: number;
  /** Where the graph says another thing than the manifests. */
  readonly differences: string[];
}

/** All that netpol-analyzer reads of a tree. */
const READ = new Set(['Namespace', 'NetworkPolicy', 'Pod', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']);

/** The documents of a tree that say who reaches whom. */
export function readable({ documents, onDemand }: Tree): readonly Document[] {
  return [...documents, ...onDemand].filter(({ manifest: { kind } }) => READ.has(kind));
}

/** Compares what a graph says with what netpol-analyzer reads, for every pair of pods and for the outside. */
export async function compare(tree: Tree, texts: readonly string[]): Promise<Comparison> {
  const all = everybody(tree);
  const reading = await analyze([...texts, ...standIns(tree, all)]);
  const claim = new Claim(tree.graph);
  const differences: string[] = [];
  const judge = (what: string, said: Ports, read: Ports): void => {
    if (!same(said, read)) differences.push(`${what}: the graph says ${shown(said)}, the manifests ${shown(read)}`);
  };
  let outside = 0;
  for (const from of all) {
    for (const to of all)
      if (from !== to) judge(`${from.name} → ${to.name}`, claim.between(from, to), reading.between(from.name, to.name));
    const [out, into] = [reading.outside('dst', from.name), reading.outside('src', from.name)];
    const borders = [0, ...claim.borders(), ...[...out, ...into].flatMap(({ first, last }) => [first, last])];
    for (const address of new Set(borders)) {
      outside += 2;
      judge(`${from.name} → ${dotted(address)}`, claim.outTo(from, address), at(out, address));
      judge(`${dotted(address)} → ${from.name}`, claim.into(from), at(into, address));
    }
  }
  return { pairs: all.length * (all.length - 1), outside, differences };
}

async function analyze(texts: readonly string[]): Promise<Reading> {
  const folder = mkdtempSync(join(tmpdir(), 'steading-policies-'));
  try {
    texts.forEach((text, i) => {
      writeFileSync(join(folder, `${i}.yaml`), text);
    });
    const program = await binary('netpolicy');
    const { code, stdout, stderr } = await run(program, ['list', '--dirpath', folder, '--output', 'json', '--quiet']);
    if (code !== 0 || stderr !== '') throw new Error(`netpolicy: ${stderr}`);
    return new Reading(JSON.parse(stdout) as Line[]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** JSON is YAML. Namespaces of the tree come with it; all others have the label that Kubernetes gives them. */
function standIns({ graph, documents }: Tree, all: readonly Pods[]): string[] {
  const made = new Set(
    documents.flatMap(({ manifest: { kind, metadata } }) => (kind === 'Namespace' ? [metadata.name] : [])),
  );
  const namespaces = new Set([...namespacesOf(graph), ...all.map(({ namespace }) => namespace)]);
  const missing = [...namespaces].filter((name) => !made.has(name));
  return [
    ...missing.map((name) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'kubernetes.io/metadata.name': name } },
    })),
    ...all
      .filter(({ isStandIn }) => isStandIn)
      .map(({ name, namespace, labels }) => ({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: name.replace(/^.*\/|\[Pod\]$/g, ''), namespace, labels },
        spec: { containers: [{ name: 'pod', image: 'pod' }] },
      })),
  ].map((object) => JSON.stringify(object));
}

function at(ranges: readonly Range[], address: number): Ports {
  return ranges.find(({ first, last }) => address >= first && address <= last)?.ports ?? new Set();
}

function ports(text: string | undefined): Ports {
  if (text === 'All Connections') return 'everything';
  const groups = text?.match(/(TCP|UDP|SCTP) [\d,-]+(?=,[A-Z]|$)/g) ?? [];
  return new Set(
    groups.flatMap((group) => {
      const [protocol, numbers = ''] = group.split(' ');
      return numbers.split(',').map((number) => `${protocol} ${number}`);
    }),
  );
}

const shown = (all: Ports): string => (all === 'everything' ? all : sorted(all).toString() || 'nothing');

const dotted = (address: number): string => [24, 16, 8, 0].map((bits) => (address >>> bits) & 255).join('.');
