import { loadAll, YAMLException } from 'js-yaml';
import { fields } from '../checks/pods';
import type { Manifest } from '../graph/graph';
import { sortBy } from '../graph/sort';
import type { Placed, Side, Text } from './side';

/** A file as it was found. */
export interface Found {
  /** Relative to the tree, with `/`. */
  readonly file: string;
  readonly content: string;
}

/** The state that a folder of manifests describes, whoever made it. */
export function sideOfTree(environment: string, files: readonly Found[]): Side {
  const objects: Placed[] = [];
  const texts: Text[] = [];
  const notes: string[] = [];
  for (const { file, content } of sortBy(files, ({ file }) => file)) {
    const manifests = /\.ya?ml$/.test(file) ? manifestsIn(file, content, notes) : undefined;
    if (manifests) objects.push(...manifests.map((manifest) => ({ manifest, file })));
    else texts.push({ file, content });
  }
  return { environment, objects, texts, notes };
}

function manifestsIn(file: string, content: string, notes: string[]): Manifest[] | undefined {
  try {
    const documents = loadAll(content).filter((one) => one !== null && one !== undefined);
    return documents.every(isManifest) ? (documents as Manifest[]) : undefined;
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    notes.push(`${file}: no YAML (${error.reason}); compared as text`);
    return undefined;
  }
}

function isManifest(document: unknown): boolean {
  const { apiVersion, kind, metadata } = fields(document);
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof fields(metadata).name === 'string';
}
