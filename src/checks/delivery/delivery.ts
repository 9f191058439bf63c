import { closest } from 'fastest-levenshtein';
import { type Artifact, type Lowered, loweredOf } from '../../backends/artifact';
import { valueAt } from '../../base/value-at';
import { type Finding, finding } from '../../diagnostics/finding';
import type { Graph } from '../../graph/graph';
import { type Layout, layoutOf, type Unit } from '../../graph/layout';
import { kindOf } from '../../graph/orders';
import type { Check } from '../check';
import { placeOf } from '../objects-of';

/** Layouts by which something is never delivered, or waits for ever; what only another delivery could do. */
export const delivery: Check = ({ graph, artifacts }) => [
  ...varying(graph, artifacts),
  ...(graph.delivery.engine === 'flux' ? byFlux(graph, artifacts, layoutOf(graph, graph.delivery)) : notByFlux(graph)),
];

function byFlux(graph: Graph, artifacts: readonly Artifact[], layout: Layout): Finding[] {
  const told = { paths: [graph.environment], at: graph.deliveredAt };
  const known = new Set(graph.components.map(({ name }) => name));
  const holders = new Map<string, string>();
  const held = layout.folders.flatMap(({ path, holds = [] }) =>
    holds.flatMap((component): Finding[] => {
      const first = holders.get(component);
      holders.set(component, path);
      if (!known.has(component)) {
        const nearest = known.size > 0 ? closest(component, [...known]) : undefined;
        return [finding('delivery/unknown-component', { folder: path, component, nearest }, told)];
      }
      return first === undefined ? [] : [finding('delivery/held-twice', { component, first, second: path }, told)];
    }),
  );
  const folder = layout.unitOf(`${layout.entry}/it`)?.folder;
  return [
    ...held,
    ...(folder?.wait ? [finding('delivery/waits-for-itself', { folder: folder.path }, told)] : []),
    ...placed(graph, artifacts, layout),
    ...backwards(graph, artifacts, layout),
  ];
}

/** What stands where nobody delivers it, or beside the release without which it cannot be tried out. */
function placed(graph: Graph, artifacts: readonly Artifact[], layout: Layout): Finding[] {
  const folders = layout.folders.map(({ path }) => path);
  const homeless = graph.components.filter(({ name }) => !layout.home(name)).map(({ name }) => name);
  const used = new Set(artifacts.flatMap(delivered).map(({ component }) => component));
  const definedBy = new Map(
    artifacts.flatMap((artifact) =>
      delivered(artifact).flatMap(({ manifest, component }) => {
        const release =
          manifest.kind === 'HelmRelease' &&
          graph.releases.find((one) => one.component === component && one.name === manifest.metadata.name);
        const unit = layout.unitOf(artifact.path)?.name;
        return release ? release.defines.map((kind) => [`${unit} ${kind}`, release.name] as const) : [];
      }),
    ),
  );
  return [
    ...homeless
      .filter((component) => used.has(component))
      .map((component) => finding('delivery/no-folder', { component, folders }, placeOf(graph, component))),
    ...artifacts.flatMap((artifact) => {
      const { path } = artifact;
      const unit = layout.unitOf(path)?.name;
      const [first] = delivered(artifact).filter(({ component }) => layout.home(component));
      if (!unit) {
        const isEntry = path.startsWith(`${layout.entry}/`);
        return first && !isEntry
          ? [finding('delivery/outside', { path, folders }, placeOf(graph, first.component))]
          : [];
      }
      return delivered(artifact).flatMap(({ manifest, component }) => {
        const release = definedBy.get(`${unit} ${kindOf(manifest)}`);
        const object = `${manifest.kind} ${manifest.metadata.name}`;
        return release === undefined
          ? []
          : [finding('delivery/kind-too-late', { object, path, release, unit }, placeOf(graph, component))];
      });
    }),
  ];
}

function delivered({ content }: Artifact): readonly Lowered[] {
  return typeof content === 'string' ? [] : content.filter(({ layer }) => layer !== 'onDemand');
}

/** Orders against that of the folders. */
function backwards(graph: Graph, artifacts: readonly Artifact[], layout: Layout): Finding[] {
  const units = new Map<string, Set<Unit>>();
  for (const artifact of artifacts) {
    const unit = layout.unitOf(artifact.path);
    for (const { component } of unit ? delivered(artifact) : [])
      units.set(component, (units.get(component) ?? new Set<Unit>()).add(unit as Unit));
  }
  const turns = (component: string) => [...(units.get(component) ?? [])].map(({ folder }) => folder.turn);
  const named = (turn: number) => layout.folders[turn]?.path ?? '';
  return graph.orders.flatMap(({ from, to, why, at }) => {
    const own = Math.min(...turns(from));
    const first = Math.min(...turns(to));
    if (!Number.isFinite(own) || !Number.isFinite(first) || first <= own) return [];
    const params = { from, to, why, folder: named(own), later: named(first) };
    return [finding('delivery/backwards', params, { paths: [`${graph.environment}/${from}`], at })];
  });
}

function varying(graph: Graph, artifacts: readonly Artifact[]): Finding[] {
  const objects = new Map(
    loweredOf(artifacts).map(({ component, manifest }) => [
      `${component} ${manifest.kind}/${manifest.metadata.name}`,
      manifest,
    ]),
  );
  return graph.varying.flatMap(({ component, object, fields, at }) =>
    fields
      .filter((field) => valueAt(objects.get(`${component} ${object}`), field.split('.')) === undefined)
      .map((field) =>
        finding(
          'delivery/no-field',
          { object, field, component },
          { paths: [`${graph.environment}/${component}`], at },
        ),
      ),
  );
}

function notByFlux({ delivery: { engine }, releases }: Graph): Finding[] {
  return releases.flatMap(({ name: release, path: owner, secretValues, at }) =>
    secretValues.map(({ path }) => finding('delivery/secret-value', { release, path, engine }, { paths: [owner], at })),
  );
}
