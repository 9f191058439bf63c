import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clone, contents, project } from '../support/project';
import { Session } from '../support/session';
import { ROOT, steading } from '../support/steading';

const copy = clone();
const file = join(copy, 'Pulumi.idp.yaml');
const original = readFileSync(file, 'utf8');
const session = new Session(copy);
const llm = (...args: string[]) => session.steading(['llm', ...args], { cwd: copy });
afterEach(() => writeFileSync(file, original));

describe('steading llm', () => {
  it('shows who asks, at which address, and what stands between', async () => {
    const { code, stdout } = await llm('idp');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^idp: tailscale, of tailscale, direct, openai, anthropic, gemini, azure\n/);
    const ways =
      /http:\/\/llm-proxy\.llm-proxy\.svc\.cluster\.local:8080\/v1 .* llm-proxy → http:\/\/100\.64\.0\.2:1234\/v1/;
    expect(stdout).toMatch(new RegExp(`^open-webui +any +${ways.source}$`, 'm'));
  });

  it('shows any environment, with the model and the key that are asked with', async () => {
    const { code, stdout } = await llm('homelab');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^litellm +ollama_chat\/qwen2\.5-coder:14b .* gpu-worker → http:\/\/192\.168\.1\.99:11434$/m,
    );
    expect(stdout).toMatch(/^open-webui .* self-hosted-ai\/litellm-master-key LITELLM_MASTER_KEY/m);
    expect(stdout).not.toMatch(/^prometheus/m);
    expect((await llm('pi')).stdout).toBe('pi: nobody asks a language model\n');
  });
});

describe('steading llm switch', () => {
  it.each(['openai', 'azure'])('to %s and back gives the first bytes', async (variant) => {
    const there = await llm('idp', 'switch', variant);
    expect([there.code, there.stderr]).toEqual([0, '']);
    expect(there.stdout).toContain(`idp: tailscale → ${variant}\n`);
    expect(readFileSync(file, 'utf8')).toBe(original.replace('variant: tailscale', `variant: ${variant}`));
    expect((await llm('idp', 'switch', 'tailscale')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(original);
  });

  it('keeps quotes, comments, line ends and the mode of the file', async () => {
    const other = original.replace('variant: tailscale', "variant: 'tailscale' # for now").replaceAll('\n', '\r\n');
    writeFileSync(file, other);
    chmodSync(file, 0o640);
    expect((await llm('idp', 'switch', 'gemini')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(other.replace("'tailscale'", "'gemini'"));
    expect(statSync(file).mode & 0o777).toBe(0o640);
    chmodSync(file, 0o644);
  });

  it('says what changes, what to do, what to tell Open WebUI and what to look at', async () => {
    const { stdout } = await llm('idp', 'switch', 'openai');
    for (const line of [
      '-    variant: tailscale',
      '+    variant: openai',
      '  change  applications/open-webui.yaml',
      '  kubectl apply -f dist/idp/applications/open-webui.yaml',
      `  read -rs VALUE && printf '{"stringData":{"OPENAI_API_KEY":"%s"}}' "$VALUE" | kubectl patch secret llm-api-keys -n open-webui --patch-file=/dev/stdin`,
      '  https://api.openai.com/v1   key: that of OPENAI_API_KEY   model ID: gpt-4o',
      '  kubectl get applications -n argocd',
      '  kubectl get pods -n open-webui',
    ])
      expect(stdout.split('\n')).toContain(line);
    expect(stdout).toMatch(/^open-webui +any at http:\/\/llm-proxy\S+ +any at https:\/\/api\.openai\.com\/v1, with/m);
    const steps = stdout.split('\n').filter((line) => /^ {2}# \d\./.test(line));
    expect(steps.map((line) => line.trim())).toEqual([
      '# 1. all in sync?',
      '# 2. pods alive?',
      '# 3. holmesgpt: the model that it asks',
      '# 4. holmesgpt: a question',
      expect.stringContaining('# 5. open-webui: open it in a browser'),
      '# 6. the right variables?',
      '# 7. logs without errors?',
      expect.stringContaining('# 8. holmesgpt: custom-runbooks.yaml beside the built-in ones'),
    ]);
    expect(stdout).toContain('-- ls /app/holmes/plugins/runbooks/\n');
    expect(stdout).not.toContain('tailscale status');
  });

  it('asks the tunnel, or the server, before one that is in reach only sometimes', async () => {
    const direct = await llm('idp', 'switch', 'direct');
    expect(direct.stdout).toContain('-- curl -s --max-time 10 http://192.168.1.100:8000/v1/models\n');
    const back = await llm('idp', 'switch', 'tailscale');
    expect(back.stdout).toContain(
      'kubectl exec -n llm-proxy deploy/llm-proxy -c tailscale-sidecar -- tailscale status\n',
    );
  });

  it('takes the proxy away where it is not to be kept', async () => {
    writeFileSync(file, original.replace('keepProxy: true', 'keepProxy: false'));
    const { stdout } = await llm('idp', 'switch', 'direct');
    expect(stdout).toContain('  remove  applications/llm-proxy.yaml\n');
    expect(stdout).toContain('  kubectl delete application llm-proxy -n argocd');
  });

  it('to what is there already says so and changes nothing', async () => {
    const { code, stdout } = await llm('idp', 'switch', 'tailscale');
    expect([code, stdout]).toEqual([0, 'idp asks tailscale already; nothing was changed\n']);
    expect(readFileSync(file, 'utf8')).toBe(original);
  });

  it.each([
    [['idp', 'switch', 'openia'], "unknown variant 'openia'", "did you mean 'openai'?"],
    [['idp', 'switch'], 'switch to which variant?', 'steading llm idp switch tailscale|'],
    [['idp', 'swich', 'openai'], "unknown word 'swich'", "did you mean 'switch'?"],
    [['homelab', 'switch', 'openai'], "environment 'homelab' has no choice of language models", 'stacks/idp.ts'],
    [['idpp'], "unknown environment 'idpp'", "did you mean 'idp'?"],
  ])('%j is wrong usage', async (args, says, fix) => {
    const { code, stdout, stderr } = await llm(...args);
    expect(stderr).toContain(says);
    expect(stderr).toContain(fix);
    expect([code, stdout]).toEqual([2, '']);
    expect(readFileSync(file, 'utf8')).toBe(original);
  });

  it('to one that is not described names the line and what to add, and changes nothing', async () => {
    const less = original.replace(/^ {4}gemini: .*\n/m, '');
    writeFileSync(file, less);
    const { code, stderr } = await llm('idp', 'switch', 'gemini');
    expect(stderr).toMatch(
      /^Pulumi\.idp\.yaml:4:3\nerror {4}'steading:llm\.gemini' is missing, expected \{ model, keySecret \}/,
    );
    expect(code).toBe(2);
    expect(readFileSync(file, 'utf8')).toBe(less);
  });

  it('to one that leaves errors changes nothing', async () => {
    const cwd = project({
      'stacks/shop.ts': `import { defineEnvironment, llm, Component } from ${JSON.stringify(join(ROOT, 'src'))};
export default defineEnvironment({ name: 'shop', config: { llm }, build(stack, { llm }) {
  const [a, b] = [new Component(stack, 'a'), new Component(stack, 'b')];
  a.after(b, 'x');
  if (llm.variant === 'openai') b.after(a, 'y');
} });
`,
      'Pulumi.shop.yaml':
        'config:\n  steading:llm:\n    variant: gemini\n    gemini: { model: a, keySecret: b }\n    openai: { model: a, keySecret: b }\n',
    });
    const before = contents(cwd);
    const { code, stdout, stderr } = await steading(['llm', 'shop', 'switch', 'openai'], { cwd });
    expect(stderr).toContain('order/cycle');
    expect(stderr).toContain('1 error, 0 warnings; nothing was changed\n');
    expect([code, stdout]).toEqual([1, '']);
    expect(contents(cwd)).toEqual(before);
  });
});
