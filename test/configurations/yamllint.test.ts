import { join } from 'node:path';
import { FLUX, FOLDERS, shop } from '../fixtures/flux';
import { filesOf } from '../support/kustomize';
import { project } from '../support/project';
import { run } from '../support/steading';
import { judge } from './judges';
import { declared, environments, rendered } from './rendered';

/** Its own rules but for the length of lines, which a chart's values and a program's configuration do not keep. */
const RULES = '{extends: default, rules: {line-length: disable}}';

const TREES = [
  ['a Kustomization for each folder', declared((stack) => shop(stack, FLUX, FOLDERS))],
  ['homelab, by Flux', rendered('homelab', FLUX)],
  ...environments().flatMap((name) => {
    const tree = rendered(name);
    return tree.graph.delivery.engine === 'flux' ? [[name, tree] as const] : [];
  }),
] as const;

judge('yamllint', { wanted: 'of no stated version', judges: TREES.map(([name]) => name) }, ({ folder }) => {
  const lint = (files: Readonly<Record<string, string>>) =>
    run(join(folder, 'yamllint'), ['--no-warnings', '--format', 'parsable', '-d', RULES, project(files)]);

  it.each(TREES)('has nothing against %s', async (_, { artifacts }) => {
    expect(await lint(filesOf(artifacts))).toMatchObject({ code: 0, stdout: '' });
  });

  it('says no to a key that stands twice, and to lists that are not where others are', async () => {
    const { code, stdout } = await lint({ 'shop.yaml': 'a: 1\na: 2\nb:\n  - 1\nc:\n- 1\n' });
    expect(code).toBe(1);
    expect(stdout).toContain('(key-duplicates)');
    expect(stdout).toContain('(indentation)');
  });
});
