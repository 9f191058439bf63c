import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from '../support/project';
import { ROOT, run } from '../support/steading';
import { judge } from './judges';

const PREVIEW = '.github/workflows/preview.yml';

judge('zizmor', { wanted: 'of no stated version', judges: ['workflows'] }, ({ folder }) => {
  const audit = (place: string) =>
    run(join(folder, 'zizmor'), ['--offline', '--no-config', '--no-progress', '--format', 'plain', place]);

  it('finds no way to misuse the workflows of this repository', async () => {
    expect(await audit(join(ROOT, '.github/workflows'))).toMatchObject({ code: 0 });
  });

  it.each(['action.yml', 'docs/guide/workflows/diff.yml', 'docs/guide/workflows/diff-comment.yml'])(
    'finds no way to misuse %s, which other repositories take',
    async (file) => {
      expect(await audit(join(ROOT, file))).toMatchObject({ code: 0 });
    },
  );

  it('says no to an input in a script of the action', async () => {
    const text = readFileSync(join(ROOT, 'action.yml'), 'utf8');
    const { code } = await audit(project({ 'action.yml': text.replace('HEAD "$BASE"', 'HEAD ${{ inputs.base }}') }));
    expect(code).toBeGreaterThan(10);
  });

  it.each([
    ['text of a pull request in a script', 'printf \'%s\' "$TEXT"', 'printf ${{ github.event.pull_request.body }}'],
    ['the token, left for the code of a fork', 'persist-credentials: false', 'show-progress: false'],
    ['actions by a tag, which may move', '@08eba0b27e820071cde6df949e0beb9ba4906955', '@v4'],
  ])('says no to %s', async (_, from, to) => {
    const text = readFileSync(join(ROOT, PREVIEW), 'utf8');
    expect(text).toContain(from);
    const { code } = await audit(project({ [PREVIEW]: text.replace(from, to) }));
    expect(code).toBeGreaterThan(10);
  });
});
