import { ENVIRONMENTS, planned } from './planned';

/** What is left for Pulumi where a controller does the rest: by type, without the provider and what only holds others. */
async function left(name: string): Promise<string[]> {
  const { plan } = await planned(name, { mode: 'gitops' });
  return plan
    .filter(({ type }) => !/^(steading|pulumi|command|random):/.test(type))
    .map(({ type, name: of }) => `${type.split(':').at(-1)} ${of}`)
    .sort();
}

describe('with deploy.mode gitops', () => {
  it('homelab: Argo CD, the Secret that is in no Git, and the app of apps', async () => {
    const all = await left('homelab');
    expect(all).toContain('Release argocd/argocd');
    expect(all).toContain('Application argocd/root');
    expect(all).toContain('Namespace argocd');
    expect(all.filter((one) => /^(Deployment|StatefulSet|Service|Certificate) /.test(one))).toEqual([]);
  });

  it('idp: all Applications, since no other one delivers them', async () => {
    const all = await left('idp');
    for (const name of ['headscale', 'holmesgpt', 'llm-proxy', 'open-webui', 'qdrant'])
      expect(all).toContain(`Application argocd/${name}`);
    expect(all).toContain('Secret llm-proxy/tailscale-auth');
  });

  it('lab: what flux bootstrap would make, and the Secrets that its script would', async () => {
    const all = await left('lab');
    for (const one of ['GitRepository', 'Kustomization']) expect(all).toContain(`${one} flux-system/flux-system`);
    expect(all).toContain('Secret default/litellm-master-key');
    expect(all.filter((one) => /^(Deployment|HelmRelease|Release) /.test(one))).toEqual([]);
  });

  it('mlops: the source and the first Kustomization of its own tree', async () => {
    const all = await left('mlops');
    expect(all).toContain('GitRepository flux-system/mlops-infrastructure');
    expect(all.filter((one) => one.startsWith('Kustomization'))).toEqual([
      'Kustomization flux-system/mlops-platform-base',
    ]);
  });

  it.each(ENVIRONMENTS)('%s: the hosts are the same', async (name) => {
    const commands = async (mode: 'direct' | 'gitops') =>
      (await planned(name, { mode })).plan.filter(({ type }) => type.startsWith('command:'));
    expect(await commands('gitops')).toEqual(await commands('direct'));
  });
});

it('what is released from protection may be removed', async () => {
  const name = 'self-hosted-ai/postgresql';
  const protection = async (unprotect: string[]) =>
    (await planned('homelab', { unprotect })).plan.filter((one) => one.name === name && one.options.protect).length;
  expect([await protection([]), await protection([name])]).toEqual([1, 0]);
});
