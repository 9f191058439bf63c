import { type Artifact, type Layer, loweredOf } from '../../../src/backends/artifact';
import { model } from '../../../src/backends/model';
import { text } from '../../../src/backends/yaml';
import { loadSchemas, type Schemas } from '../../../src/checks/schema/schemas';
import type { Finding } from '../../../src/diagnostics/finding';
import type { Graph } from '../../../src/graph/graph';
import type { Sealed } from '../../../src/graph/resolved';
import type { Manifest } from '../../../src/kubernetes/manifest';
import type { Environment } from '../../../src/model/environment';
import { Project } from '../../../src/project';
import { contractId } from '../../../src/secrets/contract';
import { ciphertextPath, parseCiphertext, renderCiphertext } from '../../../src/secrets/file';
import { planSealing } from '../../../src/secrets/plan';
import { sealedSecret } from '../../../src/secrets/sealed-secret';
import { makeValues } from '../../../src/secrets/values';
import { type Resolved, synthesize } from '../../../src/synthesize';
import { rsa } from '../../secrets/certificates';
import { ROOT } from '../../support/steading';
import { asFluxDelivers } from './flux';

export const project = new Project(ROOT, '2026-01-01');

/** One object as its file says it, or as kustomize made it of files. */
export interface Document {
  readonly path: string;
  readonly component: string;
  readonly layer: Layer;
  readonly text: string;
  readonly manifest: Manifest;
}

/** An environment as it would be written, its secrets sealed for a key that nobody keeps. */
export interface Tree {
  readonly environment: string;
  readonly graph: Graph;
  readonly artifacts: readonly Artifact[];
  readonly sealed: Sealed;
  readonly schemas: Schemas;
  readonly findings: readonly Finding[];
  readonly model: ReturnType<typeof model>;
  /** In the order in which they are delivered: by wave or by Kustomization, and in each the Applications and namespaces first. */
  readonly documents: readonly Document[];
  /** What runs when somebody asks. */
  readonly onDemand: readonly Document[];
}

export async function render(name: string): Promise<Tree> {
  const [environment] = project.chosen([name]);
  if (!environment) throw new Error(`no environment ${name}`);
  return renderAs(environment, project.resolve(environment));
}

/** An environment that need not be the project's. */
export async function renderAs(environment: Environment, resolved: Resolved): Promise<Tree> {
  const { graph: unsealed } = await synthesize(environment, resolved);
  const sealed = await sealAll(environment.name, unsealed, resolved.sealed);
  const { graph, artifacts, findings } = await synthesize(environment, { ...resolved, sealed });
  const schemas = await loadSchemas(loweredOf(artifacts).map(({ manifest }) => manifest));
  const all = documentsOf(graph, artifacts);
  const documents = all.filter(({ layer }) => layer !== 'onDemand');
  const onDemand = all.filter(({ layer }) => layer === 'onDemand');
  return {
    environment: environment.name,
    graph,
    artifacts,
    sealed,
    schemas,
    findings,
    model: model(graph, artifacts),
    documents: graph.delivery.engine === 'flux' ? await asFluxDelivers(graph, documents, artifacts) : documents,
    onDemand,
  };
}

/** The ciphertext of the project, and new one for the contracts that have none. */
async function sealAll(environment: string, { secrets }: Graph, sealed: Sealed): Promise<Sealed> {
  const { seal } = planSealing(secrets, [...sealed.values()]);
  const due = seal.map(({ contract }) => contract).filter(({ store }) => store === 'sealed-secrets');
  const values = (await makeValues(due)).value;
  const { publicKey } = rsa();
  const made = due.flatMap((contract) => {
    const { namespace, name, version } = contract;
    const object = sealedSecret({
      namespace,
      name,
      version,
      values: values?.of(contract) ?? {},
      certificate: publicKey,
    });
    const { value } = parseCiphertext(ciphertextPath(environment, contract), renderCiphertext(object));
    return value ? [[contractId(contract), value] as const] : [];
  });
  return new Map([...sealed, ...made]);
}

function documentsOf(graph: Graph, artifacts: readonly Artifact[]): Document[] {
  const waves = new Map(graph.components.map(({ name, wave }) => [name, wave]));
  const documents = artifacts.flatMap((artifact) => {
    if (typeof artifact.content === 'string') return [];
    const texts = text(artifact).split(/^---\n/m);
    return artifact.content.map((lowered, i) => ({ ...lowered, path: artifact.path, text: texts[i] ?? '' }));
  });
  // What a delivery runs after a sync comes last, as it does there.
  const isHook = ({ metadata }: Manifest): boolean => 'argocd.argoproj.io/hook' in (metadata.annotations ?? {});
  const place = ({ path, manifest }: Document): number =>
    isHook(manifest) ? 3 : path.startsWith('applications/') ? 0 : manifest.kind === 'Namespace' ? 1 : 2;
  const turn = (document: Document): number => 4 * (waves.get(document.component) ?? 0) + place(document);
  return documents.sort((a, b) => turn(a) - turn(b));
}
