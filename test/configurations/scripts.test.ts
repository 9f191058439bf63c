import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from '../support/steading';
import { judge } from './judges';
import { environments, rendered } from './rendered';

/** Scripts that a person runs: those of hosts are judged with the rest of a host. */
const scripts = environments().flatMap((name) =>
  rendered(name).artifacts.flatMap(({ path, content }) =>
    path.endsWith('.sh') && !path.startsWith('hosts/') && typeof content === 'string'
      ? [[name, path, content] as const]
      : [],
  ),
);

judge('shellcheck', { wanted: 'of no stated version', judges: ['scripts of manuals'] }, ({ folder }) => {
  const place = mkdtempSync(join(tmpdir(), 'steading-scripts-'));
  afterAll(() => rmSync(place, { recursive: true }));

  const check = (path: string, content: string) => {
    const file = join(place, basename(path));
    writeFileSync(file, content);
    return run(join(folder, 'shellcheck'), ['--format=gcc', file]);
  };

  it.each(scripts)('has nothing against what %s has at %s', async (_, path, content) => {
    expect(await check(path, content)).toMatchObject({ code: 0, stdout: '' });
  });

  it('is asked something', () => {
    expect(scripts.length).toBeGreaterThan(0);
  });

  it('has something against words that fall apart', async () => {
    expect((await check('bad.sh', '#!/usr/bin/env bash\nrm -f $1\n')).stdout).toContain('SC2086');
  });
});
