import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { restoreState } from '../../../src/cli/pulumi/backup';
import { temporary } from '../../support/project';

/** A state in files as an engine leaves it that was killed while it wrote. */
function left(files: Readonly<Record<string, string>>): string {
  const backend = temporary();
  const folder = join(backend, '.pulumi/stacks/steading');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  process.env.PULUMI_BACKEND_URL = `file://${backend}?no_tmp_dir=true`;
  return folder;
}

afterEach(() => {
  delete process.env.PULUMI_BACKEND_URL;
});

it('puts the backup in the place of half a state', () => {
  const folder = left({ 'shop.json': '{"version"', 'shop.json.bak': '{"version":3}' });
  expect(restoreState('shop')).toBe(join(folder, 'shop.json'));
  expect(readFileSync(join(folder, 'shop.json'), 'utf8')).toBe('{"version":3}');
});

it('removes half of the attributes of a state that is whole', () => {
  const folder = left({ 'shop.json': '{"version":3}', 'shop.json.attrs': '', 'shop.json.bak.attrs': '{}' });
  expect(restoreState('shop')).toBeUndefined();
  expect([existsSync(join(folder, 'shop.json.attrs')), existsSync(join(folder, 'shop.json.bak.attrs'))]).toEqual([
    false,
    true,
  ]);
});
