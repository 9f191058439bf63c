import { join } from 'node:path';
import { run } from '../support/steading';
import { judge } from './judges';
import { rendered } from './rendered';

const homelab = rendered('homelab');
const { env = {}, directories, probes } = homelab.container('ollama', {});

judge('ollama', { wanted: homelab.tag('ollama'), judges: ['the environment'] }, ({ folder }) => {
  /** What Ollama's own envconfig makes of an environment; the image's home is root's. */
  async function read(given: Readonly<Record<string, string>>): Promise<Record<string, string>> {
    const { stdout } = await run(join(folder, 'envconfig'), [], { env: { HOME: '/root', ...given } });
    return JSON.parse(stdout);
  }

  it('knows every variable, and takes each as it is meant', async () => {
    const values = await read(env);
    for (const name of Object.keys(env)) expect(values).toHaveProperty([name]);
    expect(values.OLLAMA_HOST).toBe(`http://0.0.0.0:${probes.readiness?.httpGet?.port}`);
    expect(values.OLLAMA_KEEP_ALIVE).toBe('5m0s');
  });

  it('keeps its models on the volume', async () => {
    const { OLLAMA_MODELS } = await read(env);
    expect(directories).toHaveLength(1);
    expect(OLLAMA_MODELS?.startsWith(`${directories[0]}/`)).toBe(true);
  });

  it('says no to a variable that it does not have, and falls back where a value is none', async () => {
    const values = await read({ ...env, OLLAMA_KEEPALIVE: '300s', OLLAMA_HOST: '0.0.0.0:port' });
    expect(values).not.toHaveProperty(['OLLAMA_KEEPALIVE']);
    expect(values.OLLAMA_HOST).not.toContain('port');
  });
});
