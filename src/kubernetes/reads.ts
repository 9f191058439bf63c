import { type Fields, fields, items } from './manifest';
import { containersOf } from './pods';

/** A ConfigMap or Secret that a pod reads. */
export interface Read {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** As variables, which are read once; as files that are kept up to date; or as files that are not: `subPath`. */
  readonly how: 'variables' | 'files' | 'fixed files';
  /** Which of its keys. @default - all */
  readonly keys?: readonly string[];
  readonly optional: boolean;
}

export function readsOf(spec: Fields): Read[] {
  const containers = containersOf(spec);
  return [...containers.flatMap(variables), ...files(spec, containers), ...pulls(spec)];
}

function variables(container: Fields): Read[] {
  const whole = items(container.envFrom).flatMap(({ configMapRef, secretRef }) => [
    ...read('ConfigMap', configMapRef, 'variables'),
    ...read('Secret', secretRef, 'variables'),
  ]);
  const single = items(container.env).flatMap(({ valueFrom }) => {
    const { configMapKeyRef, secretKeyRef } = fields(valueFrom);
    return [
      ...read('ConfigMap', configMapKeyRef, 'variables', keyOf(configMapKeyRef)),
      ...read('Secret', secretKeyRef, 'variables', keyOf(secretKeyRef)),
    ];
  });
  return [...whole, ...single];
}

function keyOf(ref: unknown): readonly string[] | undefined {
  const { key } = fields(ref);
  return typeof key === 'string' ? [key] : undefined;
}

function files(spec: Fields, containers: readonly Fields[]): Read[] {
  const mounts = containers.flatMap(({ volumeMounts }) => items(volumeMounts));
  return items(spec.volumes).flatMap((volume) => {
    const sources = [volume, ...items(fields(volume.projected).sources)].flatMap((source) => [
      ...read('ConfigMap', source.configMap, 'files', chosen(source.configMap)),
      ...read('Secret', source.secret, 'files', chosen(source.secret)),
    ]);
    if (sources.length === 0) return [];
    return mounts
      .filter(({ name }) => name === volume.name)
      .flatMap(({ subPath, subPathExpr }) => sources.map((source) => fixed(source, subPath ?? subPathExpr, volume)));
  });
}

/** A file that is mounted by itself is never written again. */
function fixed(source: Read, subPath: unknown, volume: Fields): Read {
  if (typeof subPath !== 'string' || subPath === '') return source;
  const picked = [volume.configMap, volume.secret].flatMap((from) => items(fields(from).items));
  const named = picked.find(({ path }) => path === subPath)?.key;
  return { ...source, how: 'fixed files', keys: [typeof named === 'string' ? named : subPath] };
}

function chosen(source: unknown): readonly string[] | undefined {
  const picked = items(fields(source).items);
  return picked.length === 0 ? undefined : picked.map(({ key }) => String(key));
}

function pulls(spec: Fields): Read[] {
  return items(spec.imagePullSecrets).flatMap((ref) => read('Secret', { ...ref, optional: true }, 'files'));
}

function read(kind: Read['kind'], ref: unknown, how: Read['how'], keys?: readonly string[]): Read[] {
  if (ref === undefined) return [];
  const { name, secretName, optional } = fields(ref);
  const of = secretName ?? name;
  return typeof of === 'string' ? [{ kind, name: of, how, optional: optional === true, ...(keys && { keys }) }] : [];
}
