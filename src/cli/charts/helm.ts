import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { Manifest, ReleaseNode } from '../../graph/graph';

/** Helm is not there, or a chart is not to be had. */
export class HelmError extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}

/** What a chart made of values, or why it made nothing. */
export type Rendering = { readonly objects: readonly Manifest[] } | { readonly reason: string };

type Ended = { readonly code: number | string; readonly stdout: string; readonly stderr: string };

const MINUTES = 5;

/** Fetches charts once each, and renders them as often as it takes. All that it keeps is gone at `close`. */
export class Helm {
  private readonly folder = mkdtempSync(join(tmpdir(), 'steading-charts-'));
  private readonly pulled = new Map<string, Promise<string>>();
  private renderings = 0;

  /** Errors: {@link HelmError} where `helm` cannot be started. */
  static async start(): Promise<Helm> {
    const { code } = await helm(['version', '--short']);
    if (code === 0) return new Helm();
    throw new HelmError(
      code === 'ENOENT' ? 'no helm on the PATH' : `helm does not start: it ends with ${code}`,
      'install helm 3 or 4 (https://helm.sh/docs/intro/install), or check without --charts',
    );
  }

  private constructor() {}

  /** The folder of a chart. Errors: {@link HelmError} where it cannot be fetched. */
  chart({ chart, version, repository }: ReleaseNode): Promise<string> {
    const key = `${repository} ${chart} ${version}`;
    const known = this.pulled.get(key) ?? this.pull(chart, version, repository);
    this.pulled.set(key, known);
    return known;
  }

  /** What the chart makes of `values`, with the definitions that it brings. */
  async render(release: ReleaseNode, kubernetes: string | undefined, values: unknown): Promise<Rendering> {
    const { name, namespace } = release;
    const folder = await this.chart(release);
    const file = join(this.folder, `values-${this.renderings++}.json`);
    writeFileSync(file, JSON.stringify(values));
    const version = kubernetes === undefined ? [] : ['--kube-version', kubernetes];
    const { code, stdout, stderr } = await helm([
      ...['template', name, folder, '--namespace', namespace, '--values', file, '--include-crds', '--skip-tests'],
      ...version,
    ]);
    if (code !== 0) return { reason: firstLine(stderr) };
    try {
      return { objects: (loadAll(stdout) as (Manifest | null)[]).filter((object) => object !== null) };
    } catch (error) {
      return { reason: `what it renders is not YAML: ${firstLine(String(error))}` };
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async pull(chart: string, version: string, repository: string): Promise<string> {
    const isOci = repository.startsWith('oci://');
    const from = isOci ? [`${repository}/${chart}`] : [chart, '--repo', repository];
    const target = join(this.folder, `chart-${this.pulled.size}`);
    const { code, stderr } = await helm(['pull', ...from, '--version', version, '--untar', '--untardir', target]);
    if (code === 0) return join(target, chart);
    throw new HelmError(
      `chart ${chart} ${version} cannot be fetched from ${repository}: ${firstLine(stderr)}`,
      'see that the repository can be reached from here and has that version',
    );
  }
}

function helm(args: readonly string[]): Promise<Ended> {
  const options = { maxBuffer: 2 ** 28, timeout: MINUTES * 60_000 };
  return new Promise((done) => {
    execFile('helm', [...args], options, (error, stdout, stderr) =>
      done({ code: error ? (error.code ?? error.signal ?? 1) : 0, stdout, stderr }),
    );
  });
}

/** Helm's own words, without the warnings before them and without folders of ours. */
function firstLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((one) => one.startsWith('Error: ')) ?? lines[0] ?? 'it says nothing';
  return line.replace(/^Error: /, '').replaceAll(/\S*\/steading-charts-[^/\s]+\/\S*?([^/\s]+)(?=[\s:)]|$)/g, '$1');
}
