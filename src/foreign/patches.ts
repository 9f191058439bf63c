import { Unreadable } from '../base/limits';
import { readYaml } from '../base/yaml';
import { groupOf } from '../kubernetes/kinds';
import { at, type Fields, fields, isMap, items, type Manifest } from '../kubernetes/manifest';
import { meets } from './selector';

/** A patch of kustomize or Flux, and the objects that it is for. */
export interface Patch {
  readonly target: Fields;
  readonly body: Fields;
}

/** The patches that a kustomization or a Flux Kustomization has, and those that its patches bring. */
export function patchesIn(spec: Fields, fileAt: (path: string) => readonly Fields[] = () => []): Patch[] {
  const strategic = Array.isArray(spec.patchesStrategicMerge) ? spec.patchesStrategicMerge : [];
  const listed = [
    ...[...items(spec.patches), ...items(spec.patchesJson6902)].map(({ target, patch, path }) => ({
      target,
      bodies: typeof patch === 'string' ? bodiesOf(patch) : fileAt(String(path)),
    })),
    ...strategic.map((one) => ({
      target: undefined,
      bodies: String(one).includes('\n') ? bodiesOf(String(one)) : fileAt(String(one)),
    })),
  ];
  return listed.flatMap(({ target, bodies }) =>
    bodies.flatMap((body) => {
      if ('$patch' in body) return [];
      const own = { kind: body.kind, name: at(body, 'metadata').name };
      return [{ target: isMap(target) ? target : own, body }, ...patchesIn(at(body, 'spec'))];
    }),
  );
}

/** The object with what patches give it and it has not itself. What they replace is not looked at. */
export function patched(manifest: Manifest, patches: readonly Patch[]): Manifest {
  return patches
    .filter(({ target }) => isFor(target, manifest))
    .reduce((object, { body: { metadata, ...rest } }) => {
      const { labels, annotations } = fields(metadata);
      return fill(object, {
        ...rest,
        metadata: { ...(isMap(labels) && { labels }), ...(isMap(annotations) && { annotations }) },
      });
    }, manifest as Fields) as unknown as Manifest;
}

function bodiesOf(text: string): Fields[] {
  try {
    return readYaml(text).flatMap((one) => (Array.isArray(one) ? [fromOperations(items(one))] : [fields(one)]));
  } catch (error) {
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

/** What JSON patches add to maps, as if it were written as an object. */
function fromOperations(operations: readonly Fields[]): Fields {
  return operations.reduce<Fields>((body, { op, path, value }) => {
    const keys = String(path)
      .split('/')
      .slice(1)
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (op === 'remove' || keys.length === 0 || keys.some((key) => /^(\d+|-)$/.test(key))) return body;
    return fill(body, keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Fields);
  }, {});
}

/** Names and kinds of a target are patterns that have to match from end to end. */
function isFor(target: Fields, { apiVersion, kind, metadata }: Manifest): boolean {
  const matches = (pattern: unknown, text: string | undefined) => {
    if (typeof pattern !== 'string' || pattern === '') return true;
    try {
      return new RegExp(`^(?:${pattern})$`).test(text ?? '');
    } catch {
      return false;
    }
  };
  return (
    matches(target.group, groupOf(apiVersion)) &&
    matches(target.version, apiVersion.split('/').at(-1)) &&
    matches(target.kind, kind) &&
    matches(target.name, metadata.name) &&
    meets(target.labelSelector, fields(metadata.labels)) &&
    meets(target.annotationSelector, fields(metadata.annotations))
  );
}

function fill(object: Fields, more: Fields): Fields {
  const added = Object.entries(more)
    .filter(([key]) => !key.startsWith('$'))
    .map(([key, value]) => {
      const own = object[key];
      return [key, isMap(own) && isMap(value) ? fill(own, value) : (own ?? value)] as const;
    });
  return { ...object, ...Object.fromEntries(added) };
}
