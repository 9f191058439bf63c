import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unreadable } from '../base/limits';
import { Refusal } from '../base/refusal';
import { readDocument, readYaml } from '../base/yaml';
import type { ReleaseNode } from '../graph/graph';
import type { Manifest } from '../kubernetes/manifest';
import { isRegistry } from '../model/charts';

/** What a chart made of values, or why it made nothing. */
export type Rendering = { readonly objects: readonly Manifest[] } | { readonly reason: string };

/** What Helm is told of the cluster. */
export interface Capabilities {
  /** @default - the version that Helm itself was built for */
  readonly kubernetes?: string;
  /** API versions that the cluster serves beside Kubernetes' own. */
  readonly apiVersions: readonly string[];
}

/** By what a chart is fetched. */
export type ChartSource = Pick<ReleaseNode, 'chart' | 'version' | 'repository'>;

type Ended = { readonly code: number | string; readonly stdout: string; readonly stderr: string };

const MINUTES = 5;

/** The `helm` on the PATH. It fetches each chart once, into a folder that is gone at `close`. */
export class Helm {
  private readonly folder = mkdtempSync(join(tmpdir(), 'steading-charts-'));
  private readonly archives = new Map<string, Promise<string>>();
  private renderings = 0;

  /** `root` is the folder of the project, in which archives of charts may lie. Errors: {@link Refusal} where `helm` cannot be started. */
  static async start(root: string): Promise<Helm> {
    const { code } = await helm(['version', '--short']);
    if (code === 0) return new Helm(root);
    throw new Refusal(
      'could-not',
      code === 'ENOENT' ? 'no helm on the PATH' : `helm does not start: it ends with ${code}`,
      'install helm 3 or 4 (https://helm.sh/docs/intro/install)',
    );
  }

  private constructor(private readonly root: string) {}

  /**
   * The archive of a chart: the one that lies in the project, else one that is fetched.
   * Errors: {@link Refusal} where it cannot be fetched, or is another chart.
   */
  archive(release: ReleaseNode): Promise<string> {
    const { archive } = release;
    return archive === undefined ? this.fetch(release) : this.once(archive, () => this.lying(archive, release));
  }

  /** A fetched archive. Errors: {@link Refusal} where the repository does not answer, or has no such chart. */
  fetch({ chart, version, repository }: ChartSource): Promise<string> {
    return this.once(`${repository} ${chart} ${version}`, () => this.pull({ chart, version, repository }));
  }

  /** Why an archive is not this chart, as words that follow its path; nothing where it is. */
  async mismatch(path: string, { chart, version }: Omit<ChartSource, 'repository'>): Promise<string | undefined> {
    const { code, stdout, stderr } = await helm(['show', 'chart', path]);
    if (code !== 0) return `is no chart: ${firstLine(stderr)}`;
    const said = readDocument(stdout) as { readonly name?: string; readonly version?: string } | undefined;
    const [has, wanted] = [said?.version ?? '', version].map((one) => one.replace(/^v/, ''));
    return said?.name === chart && has === wanted
      ? undefined
      : `holds chart ${said?.name} ${said?.version}, not ${chart} ${version}`;
  }

  /** What the chart makes of `values`, with the definitions that it brings. */
  async render(release: ReleaseNode, { kubernetes, apiVersions }: Capabilities, values: unknown): Promise<Rendering> {
    const { name, namespace } = release;
    const archive = await this.archive(release);
    const file = join(this.folder, `values-${this.renderings++}.json`);
    writeFileSync(file, JSON.stringify(values));
    const { code, stdout, stderr } = await helm([
      ...['template', name, archive, '--namespace', namespace, '--values', file, '--include-crds', '--skip-tests'],
      ...(kubernetes === undefined ? [] : ['--kube-version', kubernetes]),
      ...apiVersions.flatMap((one) => ['--api-versions', one]),
    ]);
    rmSync(file, { force: true });
    if (code !== 0) return { reason: firstLine(stderr) };
    try {
      return { objects: (readYaml(stdout) as (Manifest | null | undefined)[]).filter((object) => object != null) };
    } catch (error) {
      if (error instanceof Unreadable) return { reason: `what it renders is ${error.message}` };
      throw error;
    }
  }

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private once(key: string, get: () => Promise<string>): Promise<string> {
    const known = this.archives.get(key) ?? get();
    this.archives.set(key, known);
    return known;
  }

  private async lying(archive: string, release: ReleaseNode): Promise<string> {
    const path = join(this.root, archive);
    const wrong = await this.mismatch(path, release);
    if (wrong === undefined) return path;
    throw new Refusal('could-not', `${archive} ${wrong}`, 'fetch it again with `steading charts vendor`');
  }

  private async pull(source: ChartSource): Promise<string> {
    const { chart, version, repository } = source;
    const from = isRegistry(repository) ? [`${repository}/${chart}`] : [chart, '--repo', repository];
    const target = mkdtempSync(join(this.folder, 'chart-'));
    const { code, stderr } = await helm(['pull', ...from, '--version', version, '--destination', target]);
    const fix = 'see that the repository can be reached from here and has that version';
    if (code !== 0)
      throw new Refusal(
        'could-not',
        `chart ${chart} ${version} cannot be fetched from ${repository}: ${firstLine(stderr)}`,
        fix,
      );
    const [archive = ''] = readdirSync(target);
    const path = join(target, archive);
    const wrong = await this.mismatch(path, source);
    if (wrong === undefined) return path;
    throw new Refusal(
      'could-not',
      `${repository} gives something else: its archive ${wrong}`,
      'state the exact version of the chart; a range would be another chart tomorrow',
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
