import { readDocument } from '../../base/yaml';
import { fields } from '../../kubernetes/manifest';
import type { Placed, Text } from '../side';

/** What a chart of the tree is called among objects: it is none, and what its values say is judged like that of a release. */
export const CHART = 'helm.sh/chart';

interface Charts {
  readonly folders: readonly string[];
  holds(file: string): boolean;
}

/** Folders of Helm charts: only Helm makes manifests of them. */
export function chartsIn(files: readonly string[]): Charts {
  const all = new Set(
    files.flatMap((file) => /^(?:(.*)\/)?Chart\.yaml$/.exec(file)?.slice(1, 2) ?? []).map((one) => one ?? ''),
  );
  const above = (file: string): string[] => {
    const parts = file.split('/').slice(0, -1);
    return ['', ...parts.map((_, place) => parts.slice(0, place + 1).join('/'))];
  };
  const isInner = (folder: string) => above(`${folder}/x`).some((one) => one !== folder && all.has(one));
  return {
    folders: [...all].filter((folder) => !isInner(folder)).sort(),
    holds: (file) => all.size > 0 && above(file).some((folder) => all.has(folder)),
  };
}

/** A chart by its Chart.yaml and its default values; nothing where it cannot be read. */
export function chartIn(folder: string, sources: readonly Text[]): Placed[] {
  const at = (name: string) => sources.find(({ file }) => file === (folder === '' ? name : `${folder}/${name}`));
  const chart = at('Chart.yaml');
  const { name, version, dependencies } = fields(readDocument(chart?.content ?? ''));
  if (!chart || typeof name !== 'string') return [];
  const values = fields(readDocument(at('values.yaml')?.content ?? ''));
  const spec = { name, version, ...(Array.isArray(dependencies) && { dependencies }), values };
  return [
    { file: chart.file, manifest: { apiVersion: CHART, kind: 'Chart', metadata: { name: folder || name }, spec } },
  ];
}

/** Folders that no Kubernetes reads: of workflows, tasks, editors. */
export function isHidden(file: string): boolean {
  return /(^|\/)\.[^./][^/]*\//.test(file) || /(^|\/)Taskfile(\.[\w-]+)*\.ya?ml$/i.test(file);
}

/** What a program has to fill in before it is YAML. `${{ … }}` is for GitHub's and Forgejo's runners, in files that are YAML without them. */
export function isTemplate(text: string): boolean {
  return /(?<!\$)\{\{[\s\S]*?\}\}/.test(text);
}
