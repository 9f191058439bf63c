import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { ROOT, run } from '../support/steading';
import { judge } from './judges';
import { environments, rendered } from './rendered';

const WORKFLOWS = '.github/workflows';
const made = environments().flatMap((name) =>
  rendered(name).artifacts.flatMap(({ path, content }) =>
    path.startsWith(WORKFLOWS) && typeof content === 'string' ? [[name, path, content] as const] : [],
  ),
);
const own = [WORKFLOWS, 'docs/guide/workflows'].flatMap((folder) =>
  readdirSync(join(ROOT, folder)).map(
    (file) => ['this repository', join(folder, file), readFileSync(join(ROOT, folder, file), 'utf8')] as const,
  ),
);
const workflows = [...made, ...own];

judge('actionlint', { wanted: 'of no stated version', judges: ['workflows'] }, ({ folder }) => {
  const place = mkdtempSync(join(tmpdir(), 'steading-workflows-'));
  afterAll(() => rmSync(place, { recursive: true }));

  const lint = (path: string, content: string) => {
    const file = join(place, basename(path));
    mkdirSync(place, { recursive: true });
    writeFileSync(file, content);
    return run(join(folder, 'actionlint'), ['-no-color', '-oneline', file]);
  };

  it.each(workflows)('has nothing against what %s has at %s', async (_, path, content) => {
    expect(await lint(path, content)).toMatchObject({ code: 0, stdout: '' });
  });

  it('is asked something', () => {
    expect([made.length > 0, own.length]).toEqual([true, 6]);
  });

  it('says no to an input that nobody declares', async () => {
    const [[, path, content] = ['', '', '']] = workflows;
    expect((await lint(path, content.replaceAll('inputs.service', 'inputs.sevrice'))).stdout).toContain('sevrice');
  });
});
