import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Engine, FAILED } from './support/engine/engine';
import { shop } from './support/engine/shop';
import { tier } from './support/report';

const OPENED = 'canary that the engine has opened';

tier('pulumi up, with a secure value where configuration is read', () => {
  let root: string;
  let engine: Engine;
  let file: string;
  let plain: string;

  beforeAll(async () => {
    root = shop('https://charts.example.org');
    file = join(root, 'Pulumi.shop.yaml');
    engine = await Engine.start({ root, environment: 'shop' });
    plain = readFileSync(file, 'utf8');
  });
  afterEach(() => writeFileSync(file, plain));
  afterAll(() => engine?.stop());

  test.each([
    ['the whole of an area', ['steading:tag'], 'steading:tag:', "'steading:tag' is a secure value"],
    ['a part of one', ['--path', 'steading:sizes.db'], 'db:', "'steading:sizes.db' holds a secure value"],
  ])('%s is refused with its line, and not printed', async (_, key, place, expected) => {
    await engine.ask('config', 'set', '--secret', ...key, '--', OPENED);
    const line =
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((one) => one.includes(place)) + 1;
    for (const action of ['preview', 'up'] as const) {
      const { code, said } = await engine.run(action);
      expect(code).toBe(FAILED);
      expect(said).toContain(`Pulumi.shop.yaml:${line}:`);
      expect(said).toContain(expected);
      expect(said).toContain('pulumi config set --secret steading:<name>');
      expect(said).not.toContain('canary');
      expect(said).not.toContain('    at ');
    }
  });
});
