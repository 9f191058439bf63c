import type { Artifact, Lowered } from '../artifact';

/** Where a component is at home: the namespace of what runs there. */
export type Homes = ReadonlyMap<string, string>;

/**
 * One object a file, `<kind>-<name>.yaml`. Where a component has two of one kind and name in different namespaces,
 * the one that is not at home has its namespace in the file's name, behind a character that no name has.
 */
export function artifacts(objects: readonly Lowered[], homes: Homes): Artifact[] {
  const named = objects.map((object) => ({ object, name: file(object) }));
  const taken = new Map<string, number>();
  for (const { name } of named) taken.set(name, (taken.get(name) ?? 0) + 1);
  return named.map(({ object, name }) => {
    const { namespace } = object.manifest.metadata;
    const away = (taken.get(name) ?? 0) > 1 && namespace && namespace !== homes.get(object.component);
    return { path: `${name}${away ? `_${namespace}` : ''}.yaml`, mode: 0o644, content: [object] };
  });
}

function file({ component, manifest: { kind, metadata } }: Lowered): string {
  return `platform/${component}/${kind}-${metadata.name}`.toLowerCase();
}
