import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Unreadable } from '../base/limits';
import { isClusterWide } from '../kubernetes/kinds';
import { fields, isMap, items, type Manifest } from '../kubernetes/manifest';
import { manifestsIn } from '../preview/read/documents';
import type { Found } from '../preview/read/tree';
import { type Charts, hasChance, isByChance } from './charts';
import { complaint, type Ended, run } from './process';
import type { Release } from './releases';
import { put, type Scratch } from './scratch';
import { digestOf, joined, type Tree } from './tree';

export type Made = { readonly objects: readonly Manifest[] } | { readonly reason: string };

/** What stands for a value that a chart makes anew each time. */
const BY_CHANCE = 'a value that the chart makes anew each time';

/** The helm on the PATH. */
export class Helm {
  constructor(
    private readonly program: string,
    private readonly charts: Charts,
    private readonly scratch: Scratch,
    private readonly apiVersions: readonly string[],
  ) {}

  /** The objects that a release brings, or the reason why they are unknown. */
  async made(release: Release, tree: Tree): Promise<Made> {
    if (release.reason !== undefined) return { reason: release.reason };
    const room = this.scratch.room();
    const had = await this.chart(release, tree, room);
    if ('reason' in had) return had;
    const made = await this.render(release, had.path, room);
    if ('reason' in made || !had.byChance) return made;
    const again = await this.render(release, had.path, room);
    return 'reason' in again ? again : { objects: steady(made.objects, again.objects) };
  }

  private async chart(
    { chart }: Release,
    tree: Tree,
    room: string,
  ): Promise<{ path: string; byChance: boolean } | { reason: string }> {
    if (!('folder' in chart)) {
      const had = await this.charts.archive(chart);
      return 'reason' in had ? had : { path: had.archive, byChance: isByChance(had.archive) };
    }
    const path = join(room, 'chart');
    const failed = await this.unpack(chart.folder, tree, path, 0);
    if (failed !== undefined) return { reason: failed };
    const texts = filesOf(chart.folder, tree, 0).map(({ content }) => String(content));
    return { path, byChance: texts.some(hasChance) || archivesIn(path).some(isByChance) };
  }

  /** A chart of the tree with those that it depends on. @returns why it cannot be had */
  private async unpack(folder: string, tree: Tree, target: string, depth: number): Promise<string | undefined> {
    if (depth > 5) return 'its dependencies lead in a circle';
    const inside = (file: string) => join(target, folder === '' ? file : file.slice(folder.length + 1));
    for (const { file, content } of tree.below(folder)) put(inside(file), content);
    const chart = fields(tree.document(joined(folder, 'Chart.yaml') ?? ''));
    const locked = items(fields(tree.document(joined(folder, 'Chart.lock') ?? '')).dependencies);
    for (const dependency of items(chart.dependencies)) {
      const { name, version, repository } = dependency;
      if (typeof name !== 'string' || !/^[\w.-]+$/.test(name)) return `a dependency has no name`;
      if (isThere(target, name)) continue;
      const from = typeof repository === 'string' ? repository.replace(/\/+$/, '') : '';
      if (from.startsWith('file://')) {
        const other = joined(folder, from.slice('file://'.length));
        if (other === undefined || !tree.isFolder(other)) return `the tree has no chart at ${from}`;
        const failed = await this.unpack(other, tree, join(target, 'charts', name), depth + 1);
        if (failed !== undefined) return failed;
      } else if (from.startsWith('http') || from.startsWith('oci:')) {
        const exact = locked.find((one) => one.name === name)?.version ?? version;
        const had = await this.charts.archive({
          repository: from,
          chart: name,
          ...(exact !== undefined && { version: String(exact) }),
        });
        if ('reason' in had) return had.reason;
        put(join(target, 'charts', '.keep'), '');
        copyFileSync(
          had.archive,
          join(target, 'charts', `${name}-${String(exact ?? 'newest').replace(/[^\w.+-]/g, '_')}.tgz`),
        );
      } else return `its dependency '${name}' is of '${from}', which only helm's own configuration knows`;
    }
    return undefined;
  }

  private async render(
    { name, namespace, values, parameters, definitions }: Release,
    chart: string,
    room: string,
  ): Promise<Made> {
    const files = values.map((one, place) => {
      const file = join(room, `values-${place}.json`);
      put(file, JSON.stringify(one));
      return file;
    });
    const args = [
      ...['template', name, chart, '--namespace', namespace, '--skip-tests', '--kube-version', KUBERNETES],
      ...files.flatMap((file) => ['--values', file]),
      ...parameters.flatMap((one) => [
        one.isText ? '--set-string' : '--set',
        `${one.name}=${one.value.replaceAll(',', '\\,')}`,
      ]),
      ...(definitions ? ['--include-crds'] : ['--skip-crds']),
      ...this.apiVersions.flatMap((one) => ['--api-versions', one]),
    ];
    // A schema may be on another server, which is not asked.
    const ended = await run(this.program, [...args, NO_SCHEMA], { room });
    const isOlder = ended.code !== 0 && ended.stderr.includes(`unknown flag: ${NO_SCHEMA}`);
    return resultOf(isOlder ? await run(this.program, args, { room }) : ended, namespace, room);
  }
}

/** No tree says which one runs, and a helm takes the one that it was built for, which may be too old for a chart. */
const KUBERNETES = '1.35.0';
/** Of Helm 3.16 and later. */
const NO_SCHEMA = '--skip-schema-validation';

function resultOf(ended: Ended, namespace: string, room: string): Made {
  if (ended.code !== 0) return { reason: complaint(ended, room) };
  return objectsIn(ended.stdout, namespace);
}

/** Objects of a stream, those without a namespace in this one. */
function objectsIn(text: string, namespace: string): Made {
  try {
    const { manifests } = manifestsIn(text, false);
    return { objects: manifests.map((one) => homed(withoutChart(one), namespace)) };
  } catch (error) {
    if (error instanceof Unreadable) return { reason: `what it renders is ${error.message}` };
    throw error;
  }
}

/** With every version of a chart all of its objects get another label, which says what the release says. */
function withoutChart(manifest: Manifest): Manifest {
  const { 'helm.sh/chart': _, ...labels } = manifest.metadata.labels ?? {};
  return manifest.metadata.labels ? { ...manifest, metadata: { ...manifest.metadata, labels } } : manifest;
}

export function homed(manifest: Manifest, namespace: string): Manifest {
  if (manifest.metadata.namespace || isClusterWide(manifest)) return manifest;
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}

function isThere(target: string, name: string): boolean {
  const charts = join(target, 'charts');
  if (!existsSync(charts)) return false;
  return readdirSync(charts).some(
    (one) => one === name || (one.startsWith(`${name}-`) && /^\d/.test(one.slice(name.length + 1))),
  );
}

function archivesIn(chart: string): string[] {
  const charts = join(chart, 'charts');
  return existsSync(charts)
    ? readdirSync(charts)
        .filter((one) => one.endsWith('.tgz'))
        .map((one) => join(charts, one))
    : [];
}

/** What differs between two renderings of the same is no difference between two states. */
function steady(first: readonly Manifest[], second: readonly Manifest[]): Manifest[] {
  return first.map((one, place) => still(one, second[place]) as Manifest);
}

function still(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length)
    return one.map((value, place) => still(value, other[place]));
  if (isMap(one) && isMap(other))
    return Object.fromEntries(
      Object.entries(one).map(([key, value]) => [key, key in other ? still(value, other[key]) : value]),
    );
  return one === other ? one : BY_CHANCE;
}

/** What a release is rendered of: the same where nothing differs. */
export function inputsOf(release: Release, tree: Tree): string {
  const { placed: _, said: __, chart, ...rest } = release;
  return digestOf('folder' in chart ? filesOf(chart.folder, tree, 0) : [], rest, 'folder' in chart ? '' : chart);
}

function filesOf(folder: string, tree: Tree, depth: number): Found[] {
  const dependencies = depth > 5 ? [] : items(fields(tree.document(joined(folder, 'Chart.yaml') ?? '')).dependencies);
  const others = dependencies.flatMap(({ repository }) => {
    const at =
      typeof repository === 'string' && repository.startsWith('file://')
        ? joined(folder, repository.slice(7))
        : undefined;
    return at === undefined ? [] : filesOf(at, tree, depth + 1);
  });
  return [...tree.below(folder), ...others];
}
