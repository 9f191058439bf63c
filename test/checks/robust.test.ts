import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import type { Artifact } from '../../src/backends/artifact';
import { check } from '../../src/checks';
import { loadSchemas } from '../../src/checks/schema/schemas';
import type { Manifest } from '../../src/kubernetes/manifest';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const FOLDER = join(__dirname, 'sound');
const OBJECTS = readdirSync(FOLDER).flatMap((file) => loadAll(readFileSync(join(FOLDER, file), 'utf8')) as Manifest[]);

/** Values that somebody may have written by mistake, and words that every object knows. */
const ODD: readonly unknown[] = [
  null,
  '',
  0,
  -1.5,
  true,
  [],
  {},
  [null],
  [{}],
  'constructor',
  { constructor: 1 },
  ['toString'],
];

const { graph } = declare((stack) => {
  const cluster = stack.cluster('home', CLUSTER);
  for (const name of ['shop', 'data', 'batch', 'node-agents', 'delivery']) cluster.namespace(name);
});

/** Every place of an object, as the keys that lead there. */
function placesIn(value: unknown, path: readonly string[] = []): string[][] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...placesIn(inner, [...path, key])]);
}

function replaced<T>(value: T, [key, ...rest]: readonly string[], odd: unknown): T {
  if (key === undefined) return odd as T;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  copy[key] = replaced(copy[key], rest, odd);
  return copy as T;
}

it('the checks never throw, whatever stands at one place of an object', async () => {
  const schemas = await loadSchemas(OBJECTS);
  const asked = OBJECTS.flatMap((object) => placesIn(object).map((path) => ({ object, path })));
  const thrown: string[] = [];
  asked.forEach(({ object, path }, i) => {
    const odd = ODD[i % ODD.length];
    const around = OBJECTS.filter(
      (other) => other !== object && other.metadata.namespace === object.metadata.namespace,
    );
    const manifests = [replaced(object, path, odd), ...around.slice(0, 5)];
    const content = manifests.map((manifest) => ({ manifest, component: 'shop', layer: 'workload' as const }));
    const artifacts: Artifact[] = [{ path: 'shop.yaml', mode: 0o644, content }];
    try {
      check({ graph, artifacts, sealed: new Map(), schemas });
    } catch (error) {
      const what = `${object.kind} ${object.metadata.name} with ${path.join('.')} ${JSON.stringify(odd)}`;
      thrown.push(`${what}: ${(error as Error).stack?.split('\n').slice(0, 3).join(' ')}`);
    }
  });
  expect(thrown).toEqual([]);
  expect(asked.length).toBeGreaterThan(2000);
});
