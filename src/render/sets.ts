import { at, type Fields, fields, isMap, items, type Manifest } from '../kubernetes/manifest';
import type { Placed, Side } from '../preview/side';
import { folderOf } from './tree';

/** A state with the Applications that its ApplicationSets make, as far as lists and folders of the tree say which. */
export function withApplications(side: Side): Side {
  const folders = [
    ...new Set([...side.objects, ...side.texts, ...(side.sources ?? [])].flatMap(({ file }) => above(file))),
  ].sort();
  const made = side.objects.flatMap((placed) => (isSet(placed.manifest) ? applications(placed, folders) : []));
  return made.length === 0 ? side : { ...side, objects: [...side.objects, ...made] };
}

const isSet = ({ apiVersion, kind }: Manifest): boolean =>
  kind === 'ApplicationSet' && apiVersion.startsWith('argoproj.io/');

function above(file: string): string[] {
  const folder = folderOf(file);
  return folder === '' ? [] : [folder, ...above(folder)];
}

function applications({ manifest, ...placed }: Placed, folders: readonly string[]): Placed[] {
  const { generators, template, goTemplate } = fields(manifest.spec);
  return items(generators).flatMap((generator) =>
    parametersOf(generator, folders).flatMap((parameters): Placed[] => {
      const made = filled(template, parameters, goTemplate === true);
      const { metadata, spec } = fields(made);
      const { name } = fields(metadata);
      if (typeof name !== 'string' || name === '' || name.includes('{{')) return [];
      const { namespace } = manifest.metadata;
      return [
        {
          ...placed,
          manifest: {
            ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
            metadata: { ...fields(metadata), name, ...(namespace !== undefined && { namespace }) },
            spec,
          },
        },
      ];
    }),
  );
}

/** Parameters of each Application; none for generators that ask a cluster or another server. */
function parametersOf({ list, git }: Fields, folders: readonly string[]): Fields[] {
  if (list !== undefined) return items(fields(list).elements);
  const { directories } = fields(git);
  const all = items(directories);
  const fits = (folder: string, exclude: boolean) =>
    all.some((one) => (one.exclude === true) === exclude && typeof one.path === 'string' && matches(one.path, folder));
  return folders
    .filter((folder) => fits(folder, false) && !fits(folder, true))
    .map((path) => ({ path: { path, basename: path.slice(path.lastIndexOf('/') + 1), segments: path.split('/') } }));
}

/** As Go's `path.Match` has it: `*` ends at a slash. */
function matches(pattern: string, folder: string): boolean {
  const parts = pattern.replace(/^\.?\/+|\/+$/g, '').split('/');
  const steps = folder.split('/');
  return (
    parts.length === steps.length &&
    parts.every((part, place) =>
      new RegExp(
        `^${part
          .replace(/[.+^${}()|\\]/g, '\\$&')
          .replaceAll('*', '[^/]*')
          .replaceAll('?', '[^/]')}$`,
      ).test(steps[place] as string),
    )
  );
}

/** `{{name}}` and `{{path.basename}}`; with `goTemplate`, `{{ .name }}`. Whatever else is asked of Go's templates stays as it is. */
function filled(value: unknown, parameters: Fields, isGo: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => filled(one, parameters, isGo));
  if (isMap(value))
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, parameters, isGo)]));
  if (typeof value !== 'string') return value;
  return value.replace(/\{\{-?\s*(\.?)([\w.-]+)\s*-?\}\}/g, (whole, dot: string, name: string) => {
    if (isGo !== (dot === '.')) return whole;
    const said = isGo || name !== 'path' ? valueAt(parameters, name) : at(parameters, 'path').path;
    return typeof said === 'string' || typeof said === 'number' || typeof said === 'boolean' ? String(said) : whole;
  });
}

function valueAt(parameters: Fields, name: string): unknown {
  if (name in parameters) return parameters[name];
  return name.split('.').reduce<unknown>((value, step) => fields(value)[step], parameters);
}
