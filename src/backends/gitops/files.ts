import { groupBy } from '../../base/sort';
import type { Graph } from '../../graph/graph';
import { type Artifact, type Lowered, nameInComponent } from '../artifact';

/** The folder of an object that has a file of its own. */
export type Place = (object: Lowered) => string;

/** Where a component is at home: the namespace of what runs there. */
export type Homes = ReadonlyMap<string, string>;

/** Every object in a file, and the files that are no manifests. Where an object stands its component may say; else it has a file of its own. */
export function artifacts(
  { files, texts }: Graph,
  objects: readonly Lowered[],
  homes: Homes,
  place: Place = ({ component }) => `platform/${component}`,
): Artifact[] {
  const byName = groupBy(objects, nameInComponent);
  const named = files.map(({ path, component, holds }) => ({
    path,
    mode: 0o644 as const,
    content: holds.flatMap((name) => byName.get(`${component} ${name}`) ?? []),
  }));
  const placed = new Set(named.flatMap(({ content }) => content));
  return [
    ...named.filter(({ content }) => content.length > 0),
    ...own(
      objects.filter((object) => !placed.has(object)),
      homes,
      place,
    ),
    ...texts.map(({ path, mode, content }) => ({ path, mode, content })),
  ];
}

/**
 * One object a file, `<kind>-<name>.yaml`. Where a component has two of one kind and name in different namespaces,
 * the one that is not at home has its namespace in the file's name, behind a character that no name has.
 */
function own(objects: readonly Lowered[], homes: Homes, place: Place): Artifact[] {
  const named = objects.map((object) => ({ object, name: `${place(object)}/${file(object)}` }));
  const taken = new Map<string, number>();
  for (const { name } of named) taken.set(name, (taken.get(name) ?? 0) + 1);
  return named.map(({ object, name }) => {
    const { namespace } = object.manifest.metadata;
    const away = (taken.get(name) ?? 0) > 1 && namespace && namespace !== homes.get(object.component);
    return { path: `${name}${away ? `_${namespace}` : ''}.yaml`, mode: 0o644, content: [object] };
  });
}

function file({ manifest: { kind, metadata } }: Lowered): string {
  return `${kind}-${metadata.name}`.toLowerCase();
}
