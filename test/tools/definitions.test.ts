import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitions } from '../../tools/definitions';

const TILL = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: tills.shop.example }
spec:
  group: shop.example
  names: { kind: Till, plural: tills }
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema: { openAPIV3Schema: { properties: { coins: { type: integer, maximum: 9223372036854775000 } } } }
`;

describe('a definition from a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'steading-definitions-'));
  beforeAll(() => {
    mkdirSync(join(folder, 'shop.example'));
    writeFileSync(join(folder, 'shop.example/till.yaml'), TILL);
    process.env.STEADING_DEFINITIONS = folder;
  });
  afterAll(() => {
    delete process.env.STEADING_DEFINITIONS;
    rmSync(folder, { recursive: true });
  });

  it('keeps a large bound as a number, for the API server takes no text', async () => {
    const { found, missing } = await definitions([{ apiVersion: 'shop.example/v1', kind: 'Till' }]);
    expect(missing).toEqual([]);
    expect(JSON.stringify(found)).toContain('"maximum":9223372036854775000');
  });
});
