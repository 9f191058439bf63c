import { randomUUID } from 'node:crypto';
import type { Artifact } from '../../../src/backends/artifact';
import { check } from '../../../src/checks';
import { loadSchemas, type Schema, type Schemas, schemaKey } from '../../../src/checks/schema/schemas';
import { type Answer, type Kube, type KubeObject, refer } from '../../../src/cluster/kube';
import { type Finding, sorted } from '../../../src/diagnostics/finding';
import type { Manifest } from '../../../src/kubernetes/manifest';
import type { Document, Tree } from '../support/tree';
import type { Variant } from './corpus';
import { podOf } from './pods';
import type { Fields } from './sites';

/** What both said to one variant. */
export interface Verdict {
  readonly variant: Variant;
  /** Why the API server refuses it; undefined where it does not. */
  readonly refused: string | undefined;
  readonly errors: readonly Finding[];
  /** Whether a package describes the kind. Of others only the metadata is judged. */
  readonly isDescribed: boolean;
}

const AT_ONCE = 4;

/** Asks both of every variant. */
export async function judgeAll(kube: Kube, checks: Checks, variants: readonly Variant[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const open = variants.entries();
  const work = async (): Promise<void> => {
    for (const [i, variant] of open) {
      const refused = await serverRefuses(kube, variant.object);
      const errors = await checks.refuse(variant.document, variant.object);
      verdicts[i] = { variant, refused, errors, isDescribed: checks.describe(variant.document) };
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return verdicts;
}

/** Why the API server refuses an object, or the Pod that its controller would make of it; undefined where it does not. */
export async function serverRefuses(kube: Kube, object: Fields): Promise<string | undefined> {
  const answer = await attempt(() => judge(kube, object as unknown as KubeObject));
  if (!answer.ok) return answer.message;
  const pod = podOf(object);
  const made = pod && (await attempt(() => kube.create(pod as unknown as KubeObject, { dryRun: true })));
  return made && !made.ok ? `pods: ${made.message}` : undefined;
}

/**
 * A dry run does not look whether a node port is one: such a Service is made, under another name, and removed. One after the other, dry runs
 * as well: two variants of one Service have the same node port.
 */
async function judge(kube: Kube, object: KubeObject): Promise<Answer> {
  if (object.kind !== 'Service' || !/"nodePort":-?[1-9]/.test(JSON.stringify(object.spec)))
    return kube.apply(object, { dryRun: true });
  const turn = made.then(async () => {
    const answer = await kube.apply(object, { dryRun: true });
    return answer.ok ? makeAndRemove(kube, object) : answer;
  });
  made = turn.catch(() => undefined);
  return turn;
}

let made: Promise<unknown> = Promise.resolve();

async function makeAndRemove(kube: Kube, object: KubeObject): Promise<Answer> {
  const named = { ...object, metadata: { ...object.metadata, name: `judged-${randomUUID()}` } };
  const answer = await kube.apply(named);
  if (answer.ok) await kube.delete(refer(named));
  return answer;
}

/** A path that no client can even write is refused as well. */
async function attempt(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof URIError)) throw error;
    return { status: 0, ok: false, isVerdict: true, warnings: [], message: error.message };
  }
}

/** Steading's checks over a whole environment in which one object is another. */
export class Checks {
  readonly #tree: Tree;
  readonly #schemas: Schemas;
  readonly #known: ReadonlySet<string>;

  constructor(tree: Tree) {
    this.#tree = tree;
    this.#schemas = new Map([...tree.schemas].map(([key, schema]) => [key, schema && remembering(schema)]));
    this.#known = new Set(this.#findings(tree.artifacts, this.#schemas).map(written));
  }

  /** The errors that the environment has only since `document` is `object`. */
  async refuse(document: Document, object: Fields): Promise<Finding[]> {
    const manifest = object as unknown as Manifest;
    const key = schemaKey(manifest);
    const more = this.#schemas.has(key) ? [] : await loadSchemas([manifest]);
    const artifacts = this.#tree.artifacts.map((artifact) => replaced(artifact, document.manifest, manifest));
    const found = this.#findings(artifacts, new Map([...this.#schemas, ...more]));
    return found.filter((finding) => finding.severity === 'error' && !this.#known.has(written(finding)));
  }

  /** Whether a package describes the kind of an object. */
  describe({ manifest }: Document): boolean {
    return this.#schemas.has(schemaKey(manifest));
  }

  #findings(artifacts: readonly Artifact[], schemas: Schemas): Finding[] {
    const { graph, sealed } = this.#tree;
    return sorted(check({ graph, artifacts, sealed, schemas }));
  }
}

const written = ({ code, message }: Finding): string => `${code} ${message}`;

function replaced(artifact: Artifact, old: Manifest, manifest: Manifest): Artifact {
  const { content } = artifact;
  if (typeof content === 'string' || !content.some((lowered) => lowered.manifest === old)) return artifact;
  return {
    ...artifact,
    content: content.map((lowered) => (lowered.manifest === old ? { ...lowered, manifest } : lowered)),
  };
}

/** The verdict on an object that did not change is still the same. */
function remembering(schema: Schema): Schema {
  const verdicts = new WeakMap<object, ReturnType<Schema['violations']>>();
  return {
    violations(manifest) {
      const verdict = verdicts.get(manifest) ?? schema.violations(manifest);
      verdicts.set(manifest, verdict);
      return verdict;
    },
  };
}
