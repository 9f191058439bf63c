import { readJson, readYaml } from '../../base/yaml';
import type { Manifest } from '../../kubernetes/manifest';
import { fields } from '../../kubernetes/manifest';

interface Documents {
  readonly manifests: readonly Manifest[];
  /** Documents that name no object: values of a chart, patches, what a server would give a name. */
  readonly others: readonly unknown[];
}

/** The objects of a file; those of lists one by one. */
export function manifestsIn(text: string, isJson: boolean): Documents {
  const documents = isJson ? [readJson(text)] : readYaml(text);
  const all = documents.filter((one) => one !== null && one !== undefined).flatMap(unpacked);
  return { manifests: all.filter(isManifest), others: all.filter((one) => !isManifest(one)) };
}

function unpacked(document: unknown): unknown[] {
  // A list of something else, such as a JSON patch, stays one document.
  if (Array.isArray(document) && document.some(isManifest)) return document.flatMap(unpacked);
  const { apiVersion, kind, items } = fields(document);
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [document];
  // The members of a `PodList` are Pods, and need not say so.
  const own = kind === 'List' ? {} : { apiVersion, kind: kind.slice(0, -'List'.length) };
  return items.flatMap((item) => unpacked({ ...own, ...fields(item) }));
}

function isManifest(document: unknown): document is Manifest {
  const { apiVersion, kind, metadata } = fields(document);
  const { name, namespace } = fields(metadata);
  const isPlace = namespace === undefined || namespace === null || typeof namespace === 'string';
  return (
    typeof apiVersion === 'string' && typeof kind === 'string' && typeof name === 'string' && name !== '' && isPlace
  );
}
