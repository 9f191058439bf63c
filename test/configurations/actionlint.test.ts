import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { run } from '../support/steading';
import { judge } from './judges';
import { environments, rendered } from './rendered';

const workflows = environments().flatMap((name) =>
  rendered(name).artifacts.flatMap(({ path, content }) =>
    path.startsWith('.github/workflows/') && typeof content === 'string' ? [[name, path, content] as const] : [],
  ),
);

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
    expect(workflows.length).toBeGreaterThan(0);
  });

  it('says no to an input that nobody declares', async () => {
    const [[, path, content] = ['', '', '']] = workflows;
    expect((await lint(path, content.replaceAll('inputs.service', 'inputs.sevrice'))).stdout).toContain('sevrice');
  });
});
