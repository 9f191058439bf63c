import type { FieldChange, Step } from '../../src/preview/change';
import { compare } from '../../src/preview/compare';
import type { Comparison } from '../../src/preview/comparison';
import { notation } from '../../src/preview/notation';
import { type Found, sideOfTree } from '../../src/preview/read/tree';

type Tree = string | Readonly<Record<string, string | Uint8Array>>;

/** Compares two trees; of a text alone, trees of one file. */
export function compared(before: Tree, after: Tree): Comparison {
  return compare(sideOfTree('test', found(before)), sideOfTree('test', found(after)));
}

function found(tree: Tree): Found[] {
  const files = typeof tree === 'string' ? { 'all.yaml': tree } : tree;
  return Object.entries(files).map(([file, content]) => ({ file, content }));
}

/** What changed, one line a field: `changed Deployment/app spec.replicas: 1 → 2`. */
export function lines(comparison: Comparison): string[] {
  return [
    ...comparison.objects.flatMap(({ what, object, was, fields }) => {
      const name = `${what} ${was ? `${was.kind}/${was.name} → ` : ''}${object.kind}/${object.name}`;
      return fields.length === 0 ? [name] : fields.map((field) => `${name} ${line(field)}`);
    }),
    ...comparison.texts.map(({ what, file }) => `${what} ${file}`),
  ];
}

function line({ path, before, after }: FieldChange): string {
  return `${notation(path)}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}

export function object(kind: string, body: string, { apiVersion = 'v1', name = 'app' } = {}): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}}\n${body}\n`;
}

/** A pod, by what its spec says beside its container's image. */
export function deployment(spec: string, container = ''): string {
  return object(
    'Deployment',
    `spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {containers: [{name: app, image: x/app:1${container && `, ${container}`}}]${spec && `, ${spec}`}}}}`,
    { apiVersion: 'apps/v1' },
  );
}

export type Path = readonly Step[];
