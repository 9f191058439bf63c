import { type Finding, finding } from '../../diagnostics/finding';
import { type Fields, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check, Subject } from '../check';
import { objectsOf } from '../objects-of';
import { type Pods, podsOf } from '../pods';

interface Wanted {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: unknown;
  readonly key: unknown;
}

/** Keys that a ConfigMap or Secret does not have. */
export const keys: Check = (subject) => {
  const known = knownKeys(subject);
  return podsOf(subject.graph, subject.artifacts).flatMap((pods): Finding[] => {
    const { object, namespace, spec, subject: about } = pods;
    const wanted = [...containersOf(spec).flatMap(variables), ...files(pods)];
    return wanted.flatMap(({ kind, name, key }) => {
      const has = known.get(`${kind} ${namespace}/${name}`);
      if (!has || typeof key !== 'string' || has.includes(key)) return [];
      return [finding('reference/missing-key', { object, kind, name: String(name), key, known: has }, about)];
    });
  });
};

/** What is in each of those that are made here. */
function knownKeys({ graph, artifacts }: Subject): ReadonlyMap<string, readonly string[]> {
  const of = (...all: unknown[]) => all.flatMap((data) => Object.keys(fields(data)));
  return new Map([
    ...objectsOf(graph, artifacts, 'SealedSecret').map(({ namespace, manifest, spec }) => {
      const own = of(spec.encryptedData, fields(spec.template).data);
      return [`Secret ${namespace}/${manifest.metadata.name}`, own] as const;
    }),
    ...graph.secrets.map(
      ({ namespace, name, keys: all }) => [`Secret ${namespace}/${name}`, all.map((key) => key.name)] as const,
    ),
    ...objectsOf(graph, artifacts, 'ConfigMap', 'Secret')
      .map(
        ({ namespace, manifest: { kind, metadata, data, binaryData, stringData } }) =>
          [`${kind} ${namespace}/${metadata.name}`, of(data, binaryData, stringData)] as const,
      )
      .filter(([id, own]) => own.length > 0 || id.startsWith('ConfigMap ')),
  ]);
}

function variables(container: Fields): Wanted[] {
  const wanted: Wanted[] = [];
  for (const { valueFrom } of items(container.env)) {
    if (valueFrom === undefined) continue;
    const { configMapKeyRef, secretKeyRef } = fields(valueFrom);
    if (configMapKeyRef !== undefined) wanted.push(...ref('ConfigMap', fields(configMapKeyRef)));
    if (secretKeyRef !== undefined) wanted.push(...ref('Secret', fields(secretKeyRef)));
  }
  return wanted;
}

function ref(kind: Wanted['kind'], { name, key, optional }: Fields): Wanted[] {
  return optional === true ? [] : [{ kind, name, key }];
}

function files({ spec }: Pods): Wanted[] {
  const volumes = items(spec.volumes);
  return volumes.length === 0 ? [] : [...volumes.flatMap(picked), ...mounted(spec, volumes)];
}

/** Keys that a volume picks. */
function picked(volume: Fields): Wanted[] {
  return [volume, ...items(fields(volume.projected).sources)].flatMap((source) => {
    const [configMap, secret] = [fields(source.configMap), fields(source.secret)];
    return [
      ...items(configMap.items).flatMap(({ key }) => ref('ConfigMap', { ...configMap, key })),
      ...items(secret.items).flatMap(({ key }) =>
        ref('Secret', { ...secret, name: secret.secretName ?? secret.name, key }),
      ),
    ];
  });
}

/** Files of a ConfigMap that are mounted one by one: of one that is not there the kubelet makes a folder. */
function mounted(spec: Fields, volumes: readonly Fields[]): Wanted[] {
  const whole = new Map(
    volumes.flatMap(({ name, configMap }) => {
      const { name: of, items: chosen, optional } = fields(configMap);
      return configMap === undefined || chosen !== undefined || optional === true ? [] : [[name, of] as const];
    }),
  );
  if (whole.size === 0) return [];
  return containersOf(spec)
    .flatMap(({ volumeMounts }) => items(volumeMounts))
    .flatMap(({ name, subPath }) =>
      typeof subPath === 'string' && whole.has(name)
        ? [{ kind: 'ConfigMap', name: whole.get(name), key: subPath }]
        : [],
    );
}
