import { type Artifact, loweredOf, nameInComponent } from '../../backends/artifact';
import { compare, groupBy } from '../../base/sort';
import { type Finding, finding } from '../../diagnostics/finding';
import type { Graph } from '../../graph/graph';
import type { Check } from '../check';

/** Files that two have named, and files that are to hold what nobody makes. */
export const files: Check = ({ graph, artifacts }) => {
  const made = new Set(loweredOf(artifacts).map(nameInComponent));
  const owners = new Map<string, string>();
  const named = [...graph.files, ...graph.texts].flatMap(({ path, component, at }): Finding[] => {
    const second = `${graph.environment}/${component}`;
    const first = owners.get(path);
    owners.set(path, second);
    return first ? [finding('file/duplicate', { path, first, second }, { paths: [first, second], at })] : [];
  });
  const twice = [...groupBy(artifacts, ({ path }) => path)].flatMap(([path, [one, other]]) => {
    if (!one || !other || owners.has(path)) return [];
    const [first, second] = [one, other].map((artifact) => ownerOf(artifact, graph)).sort(compare);
    return [
      finding('file/duplicate', { path, first: first ?? '', second: second ?? '' }, { paths: [graph.environment] }),
    ];
  });
  const empty = graph.files.flatMap(({ path, component, holds, at }) =>
    holds
      .filter((object) => !made.has(`${component} ${object}`))
      .map((object) =>
        finding('file/no-object', { path, object, component }, { paths: [`${graph.environment}/${component}`], at }),
      ),
  );
  return [...named, ...twice, ...empty];
};

/** What belongs to no component is the delivery's own. */
function ownerOf({ content }: Artifact, { environment, delivery }: Graph): string {
  const [object] = typeof content === 'string' ? [] : content;
  return object ? `${environment}/${object.component}` : delivery.engine;
}
