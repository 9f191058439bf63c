import { join } from 'node:path';
import { manifestsOf } from '../../src/backends/artifact';
import { document, text } from '../../src/backends/yaml';
import { project } from '../support/project';
import { run } from '../support/steading';
import { judge } from './judges';
import { environments, rendered } from './rendered';

/** What YAML 1.1 takes for something else than text, and what blocks and quotes get wrong. */
const TEXTS = [
  ...['yes', 'no', 'on', 'off', 'y', 'n', 'True', 'NULL', 'null', '~', ''],
  ...['012', '0o14', '0x1F', '0b1', '1_000', '1e3', '.5', '-.inf', '.NaN', '190:20:30', '+1', '0.0.0.0', '12:30:45'],
  ...[
    '2026-01-01',
    '2026-01-01T00:00:00Z',
    '<<',
    '=',
    '- a',
    '? a',
    'a: b',
    'a #b',
    '#',
    '&a',
    '*a',
    '!!str a',
    '%a',
    '@a',
    '`a`',
    '|',
    '>-',
  ],
  ...['{a: b}', '[a', "it's", '"', '\\', '\\n', '---', '...', '--- a', 'a\n--- \nb', '...\n'],
  ...[
    'a\nb',
    'a\nb\n',
    'a\n\n\n',
    '\n',
    '\na',
    ' a',
    ' a\nb',
    '  a\n b\n',
    'a ',
    'a \nb',
    'a\n ',
    '\ta',
    'a\tb',
    'a\n\tb\n',
    '\t',
  ],
  ...[
    'a\r\nb\r\n',
    'a\rb',
    '\r',
    'é',
    '日本',
    '😀',
    'a\u0000b',
    'a\u0007b',
    'a\u001bb',
    'a\u007fb',
    'a\u0085b',
    'a\u00a0b',
  ],
  ...[
    'a\u2028b',
    'a\u2029b',
    '\ufeffa',
    'a\ufffdb',
    '\ud7ff\ue000',
    `${'long '.repeat(200)}end`,
    `${'long '.repeat(50)}\nend`,
  ],
];

const { kubernetes = '' } = rendered('homelab').graph.clusters[0] ?? {};

judge(
  'kubectl',
  { wanted: kubernetes, judges: ['every file of every tree', `${TEXTS.length} texts as values and keys`] },
  ({ folder }) => {
    /** What kubectl understands of the files in a folder: it decodes them and prints them as JSON, unchanged. */
    async function read(files: Readonly<Record<string, string>>): Promise<unknown[]> {
      const command = [
        'patch',
        '--local',
        '--type=merge',
        '--patch={}',
        '--output=json',
        '--recursive',
        '--filename',
        project(files),
      ];
      const { code, stdout, stderr } = await run(join(folder, 'kubectl'), command);
      if (code !== 0) throw new Error(stderr);
      return JSON.parse(`[${stdout.trim().replaceAll('}\n{', '},{')}]`);
    }
    const key = (object: unknown) => JSON.stringify(sorted(object));

    const withObjects = environments().filter((name) => rendered(name).manifests.length > 0);
    it.each(withObjects)('every file of %s means to kubectl what it means here', async (name) => {
      const { artifacts } = rendered(name);
      // What kustomize makes objects of is put to kustomize.
      const files = artifacts.filter(({ content, text }) => typeof content !== 'string' && text === undefined);
      const found = await read(Object.fromEntries(files.map((file) => [file.path, text(file)])));
      expect(found.length).toBeGreaterThan(0);
      expect(found.map(key).sort()).toEqual(manifestsOf(files).map(key).sort());
    });

    const configMap = (data: Record<string, string>) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'texts' },
      data,
    });

    it('every text keeps its value, on its own and beside others', async () => {
      const all = Object.fromEntries(TEXTS.map((value, i) => [`t${i}`, value]));
      const [found] = await read({ 'texts.yaml': document(configMap(all)) });
      expect(found).toEqual(configMap(all));
    });

    it('every text is the key that it was', async () => {
      const all = Object.fromEntries(TEXTS.map((value, i) => [value, String(i)]));
      const [found] = await read({ 'texts.yaml': document(configMap(all)) });
      expect(found).toEqual(configMap(all));
    });

    it('texts in lists and below each other stay what they are', async () => {
      const object = {
        ...configMap({}),
        metadata: { name: 'texts', finalizers: TEXTS, annotations: { 'a/b': TEXTS.join('\n') } },
      };
      const [found] = await read({ 'texts.yaml': document(object) });
      expect(found).toEqual(object);
    });

    it('says no to text that is not quoted, and to what is no YAML', async () => {
      const bare = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: texts\ndata:\n  t: yes\n';
      const [found] = await read({ 'texts.yaml': bare });
      expect(found).not.toEqual(configMap({ t: 'yes' }));
      await expect(read({ 'texts.yaml': `${bare}  - t\n` })).rejects.toThrow('did not find expected');
    });
  },
);

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([, child]) => child !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, child]) => [name, sorted(child)]));
}
