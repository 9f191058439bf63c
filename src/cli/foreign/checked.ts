import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { manifestsOf } from '../../backends/artifact';
import { Refusal } from '../../base/refusal';
import { checkObjects } from '../../checks';
import { identity } from '../../checks/object/objects';
import { loadSchemas } from '../../checks/schema/schemas';
import { type Finding, sorted } from '../../diagnostics/finding';
import { withoutSecrets } from '../../foreign/hide';
import { type Beside, partOf } from '../../foreign/part';
import { read, type Source } from '../../foreign/read';
import type { Sealed } from '../../graph/resolved';
import type { Project } from '../../project';
import { draft } from '../../synthesize';
import { filesBelow } from '../preview/folder';
import type { Checked } from '../print/junit';
import { gathered } from './gathered';
import { isOfLater } from './later';

/** What is wrong with files that somebody brought, in the cluster of an environment if one is named. */
export async function checkedFiles(project: Project, paths: readonly string[], cluster?: string): Promise<Checked> {
  const { objects, findings } = read(paths.flatMap(sourcesAt));
  if (objects.length === 0 && findings.length === 0)
    throw new Refusal(
      'usage',
      `no manifests in ${paths.map((path) => `'${path}'`).join(', ')}`,
      'name files or folders with YAML or JSON of Kubernetes',
    );
  const [environment] = cluster === undefined ? [] : project.chosen([cluster]);
  const resolved = environment && project.resolve(environment);
  const beside = environment && resolved && draft(environment, resolved);
  const part = partOf(objects, beside);
  const sealed = resolved?.sealed ?? new Map();
  const found = await ask(part, sealed);
  // What is wrong with the environment without them is not theirs.
  const before = new Set(beside ? (await ask(partOf([], beside), sealed)).map(text) : []);
  const own = found.flatMap((one): Finding[] => {
    if (before.has(text(one))) return [];
    const [manifest] = one.paths.flatMap((path) => part.manifests.get(path) ?? []);
    if (isOfLater(one, manifest && identity({ manifest })) || part.areApart(one.paths)) return [];
    return [{ ...(manifest ? withoutSecrets(one, manifest) : one), paths: [] }];
  });
  return { environment: paths.join(' '), findings: sorted([...findings, ...gathered(sorted(own))]) };
}

async function ask({ graph, artifacts }: Beside, sealed: Sealed): Promise<Finding[]> {
  return checkObjects({ graph, artifacts, sealed, schemas: await loadSchemas(manifestsOf(artifacts)) });
}

const text = ({ code, message, at }: Finding) => JSON.stringify([code, message, at]);

function sourcesAt(path: string): Source[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found)
    throw new Refusal(
      'usage',
      `'${path}' is neither file nor folder`,
      'name what there is; environments are named without a slash',
    );
  try {
    if (found.isDirectory()) return filesBelow(path).map(({ file, content }) => ({ file: join(path, file), content }));
    const bytes = readFileSync(path);
    return [{ file: join(path), content: isUtf8(bytes) ? bytes.toString() : bytes }];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new Refusal(
      'could-not',
      `cannot read '${path}': ${(error as NodeJS.ErrnoException).code}`,
      'see who may read it',
    );
  }
}
