import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { summaryText } from '../../../src/cli/print/summary';
import type { KubeObject } from '../../../src/cluster/kube';
import { binary } from '../../../tools/build';
import { type Plane, startPlane } from '../../live/support/plane';
import { say } from '../../live/support/report';
import type { Tree } from '../../live/support/tree';
import { filesOf } from '../../support/kustomize';
import { run } from '../../support/steading';
import { Balancer } from './balancer';
import { Charts } from './charts';
import { lay, Repository } from './git';
import { Jobs } from './jobs';
import { Outside } from './outside';
import { Unsealer } from './unsealer';

const NOTHING = { added: [], changed: [], removed: [], unchanged: 0 };

export type Files = Record<string, string>;

/** A cluster with nothing in it, the Git host and the repositories of charts of an environment, and what a person does there. */
export class World {
  /** What Jobs of the tree did. */
  readonly jobs: Jobs;
  private readonly standIns: readonly { stop(): Promise<void> }[];
  private others: Files = {};

  private constructor(
    readonly plane: Plane,
    readonly outside: Outside,
    readonly repository: Repository,
    private readonly charts: Charts,
    /** Where a person has the tree. */
    private readonly folder: string,
    private tree: Tree,
  ) {
    this.jobs = new Jobs(plane);
    this.standIns = [this.jobs, new Balancer(plane.kube), new Unsealer(plane.kube)];
  }

  /** `kinds` are those of the controller that its own tree need not have an object of. */
  static async open(suite: string, tree: Tree, kinds: readonly KubeObject[] = []): Promise<World> {
    const { delivery } = tree.graph;
    if (delivery.engine === 'plain') throw new Error(`no controller delivers ${tree.environment}`);
    const charts = new Charts();
    await charts.publish(tree);
    const repository = await Repository.create(delivery.repository, delivery.revision);
    const { hostname } = new URL(delivery.repository);
    const outside = await Outside.open(new Map([...charts.hosts(tree), [hostname, repository.host]]));
    const plane = await startPlane(suite, tree, { nodes: true, also: kinds, definesAll: true, installsCharts: true });
    return new World(plane, outside, repository, charts, mkdtempSync(join(tmpdir(), 'steading-world-')), tree);
  }

  /** What `synth` says that is to be done, line by line. */
  get next(): string[] {
    const [, next = ''] = summaryText([this.tree], NOTHING, this.folder).split(/^next: /m);
    return next.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  }

  /** Writes another tree, and publishes what it wants of others. */
  async write(tree: Tree): Promise<void> {
    this.tree = tree;
    await this.charts.publish(tree);
  }

  /** Files of others, which every commit has beside the tree. */
  beside(files: Files): void {
    this.others = files;
  }

  /** Writes the tree where a person has it, and commits it. Gives back the commit. */
  async commit(): Promise<string> {
    const { artifacts, environment, graph } = this.tree;
    const files = filesOf(artifacts);
    lay(join(this.folder, environment), files);
    const path = graph.delivery.engine === 'plain' ? '' : graph.delivery.path;
    const committed = Object.entries(files).map(([name, text]) => [join(path, name), text]);
    return this.repository.commit({ ...Object.fromEntries(committed), ...this.others });
  }

  /** Runs a printed command of kubectl or Helm, as a person's shell does. Throws with what it said. */
  async run(line: string): Promise<string> {
    const [name = '', ...args] = line.replace(/\s+#.*$/, '').split(/\s+/);
    const program = await binary(name as 'kubectl' | 'helm', say);
    const env = { ...this.outside.env, KUBECONFIG: this.plane.kubeconfig, HOME: dirname(this.plane.kubeconfig) };
    const { code, stdout, stderr } = await run(program, args, { env });
    if (code !== 0) throw new Error(`${line}: ${stderr}`);
    return stdout;
  }

  async close(): Promise<void> {
    await Promise.all(this.standIns.map((one) => one.stop()));
    await this.plane.stop();
    this.outside.close();
    this.repository.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Asks four times a second until nothing is open. Throws with what still is. */
export async function settled(open: () => Promise<readonly string[]>, seconds = 120): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  for (let left = await open(); left.length > 0; left = await open()) {
    if (Date.now() > deadline) throw new Error(`not within ${seconds} s:\n${left.join('\n')}`);
    await sleep(250);
  }
}

/** Sees that something stays as it is for some seconds. */
export async function stays<T>(look: () => Promise<T>, seconds: number): Promise<T> {
  const before = await look();
  await sleep(seconds * 1000);
  expect(await look()).toEqual(before);
  return before;
}
