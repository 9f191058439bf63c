import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { KubeObject } from '../../../src/cluster/kube';
import type { ReleaseNode } from '../../../src/graph/graph';
import { binary } from '../../../tools/build';
import { definitions } from '../../../tools/definitions';
import { run } from '../../../tools/run';
import { openDefinition } from '../../live/support/plane';
import { say } from '../../live/support/report';
import type { Tree } from '../../live/support/tree';
import type { Host } from './outside';
import { standIns } from './stand-ins';

interface File {
  readonly type: string;
  readonly body: Buffer;
}

/** Repositories in which every chart of a tree stands, made anew from what its releases are declared to bring. */
export class Charts {
  readonly #files = new Map<string, File>();
  readonly #entries = new Map<string, Record<string, object[]>>();

  /** What answers under the names of the repositories of a tree. */
  hosts({ graph }: Tree): Map<string, Host> {
    const names = graph.releases.map(({ repository }) => new URL(repository).hostname);
    return new Map(names.map((name) => [name, this.#answer]));
  }

  /** Publishes the charts of a tree beside those that are there. */
  async publish(tree: Tree): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'steading-charts-'));
    try {
      for (const releases of groups(tree.graph.releases).values()) {
        const [{ repository, chart, version }] = releases;
        const content = await archive(folder, tree, releases);
        const { protocol, hostname, pathname } = new URL(repository);
        const at = hostname + pathname.replace(/\/$/, '');
        if (protocol === 'oci:') this.#push(hostname, `${pathname.slice(1)}/${chart}`, version, content);
        else this.#list(at, chart, version, content);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Into a repository of files: the archive, and its line in `index.yaml`. */
  #list(at: string, chart: string, version: string, content: Buffer): void {
    const file = `${chart}-${version}.tgz`;
    this.#files.set(`${at}/${file}`, { type: 'application/gzip', body: content });
    const entries = this.#entries.get(at) ?? {};
    const entry = { apiVersion: 'v2', name: chart, version, urls: [file], digest: sha256(content) };
    const others = (entries[chart] ?? []).filter((one) => (one as typeof entry).version !== version);
    entries[chart] = [entry, ...others];
    this.#entries.set(at, entries);
    const index = Buffer.from(stringify({ apiVersion: 'v1', entries }));
    this.#files.set(`${at}/index.yaml`, { type: 'text/yaml', body: index });
  }

  /** Into a registry: the archive, what is said of it, and a manifest of both under its tag. */
  #push(hostname: string, name: string, tag: string, content: Buffer): void {
    const put = (folder: string, type: string, body: Buffer, as: readonly string[] = []): object => {
      const digest = `sha256:${sha256(body)}`;
      for (const one of [digest, ...as]) this.#files.set(`${hostname}/v2/${name}/${folder}/${one}`, { type, body });
      return { mediaType: type, digest, size: body.length };
    };
    const config = put('blobs', CONFIG, Buffer.from(JSON.stringify({ apiVersion: 'v2', name, version: tag })));
    const layers = [put('blobs', LAYER, content)];
    const manifest = { schemaVersion: 2, mediaType: MANIFEST, config, layers };
    put('manifests', MANIFEST, Buffer.from(JSON.stringify(manifest)), [tag]);
    this.#files.set(`${hostname}/v2/`, { type: 'application/json', body: Buffer.from('{}') });
  }

  readonly #answer: Host = ({ url = '', method, headers }, response) => {
    const file = this.#files.get(`${headers.host?.replace(/:\d+$/, '')}${url.replace(/\?.*$/, '')}`);
    if (!file) {
      response.writeHead(404).end();
      return;
    }
    const { type, body } = file;
    const digest = `sha256:${sha256(body)}`;
    response.writeHead(200, {
      ...{ 'content-type': type, 'content-length': body.length },
      'docker-content-digest': digest,
    });
    response.end(method === 'HEAD' ? undefined : body);
  };
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.cncf.helm.config.v1+json';
const LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

type Releases = [ReleaseNode, ...ReleaseNode[]];

/** Releases by the chart that they share. */
function groups(releases: readonly ReleaseNode[]): Map<string, Releases> {
  const groups = new Map<string, Releases>();
  for (const release of releases) {
    const key = `${release.repository} ${release.chart} ${release.version}`;
    groups.set(key, [release, ...(groups.get(key) ?? [])]);
  }
  return groups;
}

async function archive(folder: string, tree: Tree, releases: Releases): Promise<Buffer> {
  const [{ chart, version }] = releases;
  const home = join(folder, chart);
  for (const one of ['templates', 'crds']) mkdirSync(join(home, one), { recursive: true });
  writeFileSync(join(home, 'Chart.yaml'), stringify({ apiVersion: 'v2', name: chart, version }));
  for (const release of releases) {
    const objects = standIns(tree.graph, release).map((object) => `---\n${stringify(object)}`);
    const all = [...objects, VALUES, ...(chart === 'argo-cd' ? [ARGO_CD] : [])];
    const text = `{{- if eq .Release.Name "${release.name}" }}\n${all.join('')}{{- end }}\n`;
    writeFileSync(join(home, 'templates', `${release.name}.yaml`), text);
  }
  for (const definition of await defined(tree, releases))
    writeFileSync(join(home, 'crds', `${definition.metadata.name}.yaml`), stringify(definition));
  const helm = await binary('helm', say);
  await run([helm, 'package', home, '--destination', folder]);
  return readFileSync(join(folder, `${chart}-${version}.tgz`));
}

/** What a chart is told arrives in the cluster, so that a change of it can be seen. */
const VALUES = `---
apiVersion: v1
kind: ConfigMap
metadata: { name: "{{ .Release.Name }}-values", namespace: "{{ .Release.Namespace }}" }
data:
  values.yaml: |
{{ toYaml .Values | indent 4 }}
`;

/** What Argo CD's own chart makes of its values: the settings by which waves are waited for. */
const ARGO_CD = `---
apiVersion: v1
kind: ConfigMap
metadata:
  name: argocd-cm
  namespace: "{{ .Release.Namespace }}"
  labels: { app.kubernetes.io/part-of: argocd }
data: {{- toYaml .Values.configs.cm | nindent 2 }}
`;

/** The definitions of a chart's kinds, as far as the tree or what the chart brings has an object of one. Their texts would not fit into Helm's Secret. */
async function defined({ documents, onDemand, graph }: Tree, releases: Releases): Promise<KubeObject[]> {
  const kinds = new Set(releases.flatMap(({ defines }) => defines));
  const brought = graph.releases.flatMap(({ brings, namespace }) =>
    brings.map(({ apiVersion, kind, name, namespace: own = namespace }) => ({
      ...{ apiVersion, kind },
      metadata: { name, ...(own !== null && { namespace: own }) },
    })),
  );
  const written = [...documents, ...onDemand].map(({ manifest }) => manifest as unknown as KubeObject);
  const used = [...written, ...brought].filter(({ apiVersion, kind }) =>
    kinds.has(`${apiVersion.split('/')[0]}/${kind}`),
  );
  const { found, missing } = await definitions(used, say);
  const all = [...found, ...missing.map((kind) => openDefinition(kind, used))];
  return all.map((definition) => JSON.parse(JSON.stringify(definition, withoutTexts)) as KubeObject);
}

/** A property may be called `description`: only texts are left out. */
function withoutTexts(key: string, value: unknown): unknown {
  return key === 'description' && typeof value === 'string' ? undefined : value;
}
