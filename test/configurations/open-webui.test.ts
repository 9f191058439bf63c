import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from './judges';
import { rendered } from './rendered';

const homelab = rendered('homelab');
const JUDGES = ['the names of the environment', 'separators', 'probes', 'the volume'];

judge('open-webui', { wanted: homelab.tag('open-webui'), judges: JUDGES }, ({ folder }) => {
  const source = (file: string) => readFileSync(join(folder, 'open_webui', file), 'utf8');
  const [config, env, main, start] = ['config.py', 'env.py', 'main.py', '__init__.py'].map(source) as [
    string,
    string,
    string,
    string,
  ];
  const reads = (name: string) =>
    new RegExp(`os\\.(environ\\.get|getenv)\\(\\s*"${name}"|os\\.environ\\["${name}"\\]`).test(config + env);
  /** What separates the entries of a variable in its source. */
  const separator = (name: string) => new RegExp(`\\b${name}\\b[^\\n]*\\.split\\("(.)"\\)`).exec(config)?.[1];

  let container: ReturnType<typeof homelab.container>;
  beforeAll(async () => {
    container = homelab.container('open-webui', await homelab.values());
  });

  it('reads every variable that it is given, and says no to one that it does not know', () => {
    const names = Object.keys(container.env ?? {});
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !reads(name))).toEqual([]);
    expect(reads('OPENAI_API_BASE_URLZ')).toBe(false);
  });

  it('takes its switches by the spelling of the source', () => {
    for (const name of ['ENABLE_OLLAMA_API', 'ENABLE_PERSISTENT_CONFIG']) {
      expect(config).toMatch(new RegExp(`os\\.environ\\.get\\("${name}", "True"\\)\\.lower\\(\\) == "true"`));
      expect(container.env?.[name]?.toLowerCase()).toBe('false');
    }
  });

  it('splits addresses and keys at the same sign, into lists of one length', () => {
    const lists = ['OPENAI_API_BASE_URLS', 'OPENAI_API_KEYS'].map((name) => {
      const sign = separator(name);
      expect(sign).toBe(';');
      return container.env?.[name]?.split(';') ?? [];
    });
    const models = homelab.graph.connections.filter(
      ({ component, why }) => component === 'open-webui' && why === 'answers chats',
    );
    for (const list of lists) expect(list).toHaveLength(models.length);
    for (const address of lists[0] ?? []) expect(new URL(address).pathname).toBe('/v1');
  });

  it('answers the rendered probes at its own port', () => {
    expect(start).toMatch(/port: int = 8080/);
    for (const probe of Object.values(container.probes)) {
      expect(probe?.httpGet?.port).toBe(8080);
      expect(main).toContain(`@app.get("${probe?.httpGet?.path}")`);
    }
  });

  it('writes below the volume: the image has its sources in /app', () => {
    expect(env).toMatch(/DATA_DIR = Path\(os\.getenv\("DATA_DIR", BACKEND_DIR \/ "data"\)\)/);
    expect(container.directories).toEqual(['/app/backend/data']);
  });
});
