import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compare, sortBy } from '../../src/base/sort';
import { readYaml } from '../../src/base/yaml';
import { merged } from '../../src/kubernetes/merge';
import { binary } from '../../tools/build';
import { DEPLOYMENT, PATCHES } from '../kubernetes/merges';
import { say, tier } from './support/report';

tier('patches of a stack', () => {
  let kubectl: string;
  const folder = mkdtempSync(join(tmpdir(), 'steading-'));
  const file = join(folder, 'deployment.json');

  beforeAll(async () => {
    kubectl = await binary('kubectl', say);
    writeFileSync(file, JSON.stringify(DEPLOYMENT));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(Object.keys(PATCHES))('one that %s is what kubectl makes of it', (name) => {
    const patch = PATCHES[name] ?? {};
    const args = ['patch', '--local', '--type', 'strategic', '-f', file, '-p', JSON.stringify(patch), '-o', 'yaml'];
    const [made] = readYaml(execFileSync(kubectl, args, { encoding: 'utf8' }));
    expect(inOneOrder(made)).toEqual(inOneOrder(merged(DEPLOYMENT, patch)));
  });
});

/** A new member comes first with `kubectl patch`, and last here, where it may refer to variables before it. */
function inOneOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOneOrder).sort((a, b) => compare(JSON.stringify(a), JSON.stringify(b)));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(sortBy(Object.entries(value), ([key]) => key).map(([key, one]) => [key, inOneOrder(one)]));
}
