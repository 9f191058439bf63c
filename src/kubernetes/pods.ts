import { once } from '../base/once';
import { at, type Fields, fields, items, type Manifest } from './manifest';

/** Labels and spec of the pods that an object makes. */
export interface PodTemplate {
  readonly labels: Fields;
  readonly spec: Fields;
}

const OF_SPEC = ['spec', 'template'];

/** Where each kind says what its pods are like. */
const TEMPLATE: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', []],
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'].map((kind) => [kind, OF_SPEC] as const),
  ['CronJob', ['spec', 'jobTemplate', ...OF_SPEC]],
]);

/** What an object's pods are made from; nothing where it makes none. */
export function podTemplateOf(manifest: Manifest): Fields | undefined {
  return TEMPLATE.get(manifest.kind)?.reduce<Fields>((value, key) => fields(value[key]), manifest);
}

/** What the pods of an object are like; nothing for what makes none. */
export function templateOf(manifest: Manifest): PodTemplate | undefined {
  const template = podTemplateOf(manifest);
  return template && { labels: at(template, 'metadata', 'labels'), spec: at(template, 'spec') };
}

/** All containers of a pod, init and ephemeral ones too. */
export const containersOf: (spec: Fields) => Fields[] = once((spec) =>
  ['initContainers', 'containers', 'ephemeralContainers'].flatMap((key) => items(spec[key])),
);
