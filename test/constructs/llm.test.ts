import { chosenLlms, tunnelOf } from '../../constructs/llm';
import { external, type LlmWays, type Variant } from '../../src';
import { Stack } from '../../src/model/stack';

const WAYS: LlmWays = {
  variant: 'tailscale',
  tailscale: { host: '100.64.0.2', port: 1234, model: 'qwen3' },
  direct: { url: 'http://192.168.1.100:8000/v1/', model: 'my-model-name' },
  openai: { model: 'gpt-4o', keySecret: 'llm-api-keys' },
  anthropic: { model: 'claude-sonnet-4-5-20250929', keySecret: 'llm-api-keys' },
  gemini: { model: 'gemini-2.0-flash', keySecret: 'llm-api-keys' },
  azure: { model: 'my-deployment', url: 'https://xxx.openai.azure.com', keySecret: 'azure' },
  keepProxy: true,
  differs: false,
};
const PROXY = external('openai', {
  name: 'llm-proxy',
  host: 'llm-proxy.llm-proxy.svc.cluster.local',
  port: 8080,
  path: '/v1',
});

const one = (ways: Partial<LlmWays>) => chosenLlms(new Stack('idp'), { ...WAYS, ...ways }, PROXY).one;

describe('a language model', () => {
  it.each<[Variant, string, string, string | undefined]>([
    ['tailscale', 'openai', 'http://llm-proxy.llm-proxy.svc.cluster.local:8080/v1', undefined],
    ['direct', 'openai', 'http://192.168.1.100:8000/v1', undefined],
    ['openai', 'openai', 'https://api.openai.com/v1', 'llm-api-keys'],
    ['anthropic', 'anthropic', 'https://api.anthropic.com/v1', 'llm-api-keys'],
    ['gemini', 'gemini', 'https://generativelanguage.googleapis.com/v1beta/openai', 'llm-api-keys'],
    ['azure', 'azure', 'https://xxx.openai.azure.com/openai/v1', 'azure'],
  ])('by %s is of %s at %s', (variant, provider, url, keySecret) => {
    const llm = one({ variant });
    expect([llm.provider, llm.openai.url, llm.keySecret]).toEqual([provider, url, keySecret]);
    expect(llm.model).toBe(WAYS[variant]?.model);
  });

  it.each([
    [
      { url: 'http://192.168.1.100:8000/v1', model: 'm' },
      { cidrs: ['192.168.1.100/32'], port: 8000 },
    ],
    [
      { url: 'http://vllm.lan/v1', model: 'm' },
      { cidrs: ['0.0.0.0/0'], port: 80 },
    ],
    [
      { url: 'https://vllm.lan/v1', model: 'm', networks: ['10.1.0.0/16'] },
      { cidrs: ['10.1.0.0/16'], port: 443 },
    ],
  ])('%j is let out to %j', (direct, target) => {
    expect(one({ variant: 'direct', direct }).openai.target).toEqual(target);
  });
});

describe('the proxy of the tunnel', () => {
  it.each<[Partial<LlmWays>, boolean]>([
    [{}, true],
    [{ variant: 'openai' }, true],
    [{ variant: 'openai', keepProxy: false }, false],
    [{ variant: 'openai', keepProxy: false, openWebUi: ['openai', 'tailscale'] }, true],
    [{ keepProxy: false }, true],
  ])('%j: %s', (ways, made) => {
    expect(tunnelOf({ ...WAYS, ...ways }) !== undefined).toBe(made);
  });
});

describe('several models', () => {
  it.each<[Partial<LlmWays>, string[]]>([
    [{ openWebUi: ['openai'] }, ['llm/differ']],
    [{ openWebUi: ['openai'], differs: true }, []],
    [{ openWebUi: ['openai', 'tailscale'] }, []],
    [{}, []],
  ])('%j: %j', (ways, codes) => {
    const stack = new Stack('idp');
    const { several } = chosenLlms(stack, { ...WAYS, ...ways }, PROXY);
    expect(several).toHaveLength(ways.openWebUi?.length ?? 1);
    expect(stack.findings.map(({ code }) => code)).toEqual(codes);
  });
});
