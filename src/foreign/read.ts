import { basename } from 'node:path';
import { Unreadable } from '../base/limits';
import { keyTwice, type Places, readJson, readYaml } from '../base/yaml';
import { type Finding, finding } from '../diagnostics/finding';
import type { Location } from '../diagnostics/where';
import { fields, type Manifest } from '../kubernetes/manifest';
import { chartsIn, isTemplate } from '../preview/read/charts';
import { delivered } from './delivered';
import { homeless } from './homeless';
import type { Placed } from './placed';

/** A file of somebody's, by the path that leads to it from here. */
export interface Source {
  readonly file: string;
  readonly content: string | Uint8Array;
}

interface Read {
  readonly objects: readonly Placed[];
  readonly findings: readonly Finding[];
}

/** The objects of files, one by one, and what is to be said of the files themselves. */
export function read(sources: readonly Source[]): Read {
  const texts = sources.flatMap(({ file, content }) =>
    typeof content === 'string' && /\.(ya?ml|json)$/i.test(file) ? [{ file, content }] : [],
  );
  const charts = chartsIn(sources.map(({ file }) => file));
  const all = texts.filter(({ file }) => !charts.holds(file)).map(({ file, content }) => inFile(file, content));
  const byFile = new Map(texts.map(({ file, content }) => [file, content]));
  const objects = delivered(
    all.flatMap((one) => one.objects),
    byFile,
  );
  return {
    objects,
    findings: [
      ...charts.folders.map((file) =>
        passedOver(file, 'a Helm chart', 'render it with helm template, and check what comes'),
      ),
      ...all.flatMap(({ findings }) => findings),
      ...homeless(objects),
    ],
  };
}

function inFile(file: string, content: string): Read {
  const places: Places = new Map();
  try {
    const documents = documentsOf(file, content, places);
    const twice = keyTwice(content);
    const at = twice && { file, line: twice.line, column: twice.column };
    const own = /^kustomization\.ya?ml$/.test(basename(file)) ? KUSTOMIZATION : {};
    const objects = documents.flatMap((one) => unpacked(one, { file, line: 1, column: 1 }, places, own));
    const unnamed = objects.flatMap(({ manifest: { kind }, at: own, got }) =>
      got === undefined ? [] : [finding('file/name-no-text', { file, kind, got }, { at: () => own })],
    );
    return {
      objects,
      findings: [
        ...unnamed,
        ...(twice ? [finding('file/duplicate-key', { file, key: twice.key }, { at: () => at })] : []),
      ],
    };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    if (isOfAnotherProgram(file, content)) return { objects: [], findings: [] };
    const { line = 1 } = error;
    if (isTemplate(content))
      return {
        objects: [],
        findings: [passedOver(file, 'a template, such as of Helm', 'render it, and check what comes', line)],
      };
    const at = { file, line, column: 1 };
    return { objects: [], findings: [finding('file/unreadable', { file, problem: error.message }, { at: () => at })] };
  }
}

function passedOver(file: string, what: string, how: string, line = 1): Finding {
  return finding('file/passed-over', { file, what, how }, { at: () => ({ file, line, column: 1 }) });
}

/** JSON is read as YAML, for that tells places; what is no YAML all the same is read as JSON. */
function documentsOf(file: string, content: string, places: Places): unknown[] {
  if (!/\.json$/i.test(file)) return readYaml(content, { places });
  const value = readJson(content);
  try {
    return readYaml(content, { places });
  } catch {
    return [value];
  }
}

/** A List is what is in it. What names neither version nor kind is no object: values of a chart, somebody's configuration. */
function unpacked(document: unknown, around: Location, places: Places, own: object = {}): Placed[] {
  const place = typeof document === 'object' && document !== null ? places.get(document) : undefined;
  const at = place ? { file: around.file, ...place } : around;
  const manifest = { ...own, ...fields(document) } as unknown as Manifest;
  const { apiVersion, kind, items: members, metadata } = manifest as unknown as Record<string, unknown>;
  if (typeof kind !== 'string' || typeof apiVersion !== 'string' || isConfiguration(apiVersion, kind)) return [];
  if (kind.endsWith('List') && Array.isArray(members)) {
    const each = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
    return members.flatMap((member) => unpacked(member, at, places, each));
  }
  const { name, generateName } = fields(metadata);
  // The API server appends five letters to `generateName`.
  const generated = typeof generateName === 'string' ? `${generateName}xxxxx` : undefined;
  const spelt = name === undefined ? generated : typeof name === 'object' ? undefined : String(name);
  const named = { ...manifest, metadata: { ...fields(metadata), name: spelt } } as Manifest;
  return [
    {
      manifest: spelt === undefined || spelt === name ? manifest : named,
      at,
      ...(isWord(name) && { got: String(name) }),
    },
  ];
}

const isWord = (name: unknown) => typeof name === 'boolean' || typeof name === 'number';

/** What kustomize takes a kustomization.yaml for that says neither. */
const KUSTOMIZATION = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };

const PROGRAMS =
  /^((kubeadm|audit|kind\.x|kubelet\.config|kubeproxy\.config|kubescheduler\.config|apiserver\.config|client\.authentication)\.k8s\.io|kind\.x-k8s\.io|k3d\.io|k0sctl\.k0sproject\.io|eksctl\.io|skaffold|helmfile|backstage\.io|devspace)\//;

/** Configuration of a program that looks like an object, and goes to no API server. Versions without a group, but v1, are Talos' and others'. */
function isConfiguration(apiVersion: string, kind: string): boolean {
  if (apiVersion === 'v1') return kind === 'Config';
  return !apiVersion.includes('/') || PROGRAMS.test(apiVersion);
}

/** JSON with comments and YAML with tags of its own are read by programs that know them; objects have neither. */
function isOfAnotherProgram(file: string, content: string): boolean {
  if (/apiVersion["']?\s*:/.test(content)) return false;
  return /\.json$/i.test(file) || /(^|[\s[,])!!?[A-Za-z]/m.test(content);
}
