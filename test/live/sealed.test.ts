import type { SecretNode } from '../../src/graph/graph';
import { type KeyPair, rsa } from '../secrets/certificates';
import { judged, say, tier } from './support/report';
import { groupOf, id, inconsistent, type Opened, SealedProject } from './support/sealing';
import { project, render } from './support/tree';

tier.each(project.environments())('secrets of %s, sealed by `steading secrets seal`', (name) => {
  const keys: KeyPair = rsa();
  let contracts: readonly SecretNode[];
  let sealed: SealedProject;
  let opened: Map<string, Opened>;

  beforeAll(async () => {
    const { graph } = await render(name);
    contracts = graph.secrets.filter(({ store }) => store === 'sealed-secrets');
    say(`${name}: ${graph.secrets.length - contracts.length} Secrets are filled by a person or an operator`);
    if (contracts.length === 0) return;
    sealed = new SealedProject(name, keys);
    expect(await sealed.seal()).toMatchObject({ code: 0 });
    const said = (all: ReadonlyMap<string, Opened>) => `${name}: ${all.size} SealedSecrets opened`;
    opened = await judged(said, 'kubeseal --recovery-unseal', () => openAll(sealed, contracts));
  });

  test('open to the keys of their contracts', () => {
    for (const contract of contracts)
      expect([id(contract), Object.keys(opened.get(id(contract)) ?? {}).sort()]).toEqual([
        id(contract),
        contract.keys.map((key) => key.name).sort(),
      ]);
  });

  test('hold what their contracts say, also where one is made from another of another namespace', async () => {
    if (contracts.length === 0) return;
    const { derived, wrong } = await inconsistent(contracts, opened);
    say(`${name}: ${derived} values that are made from others agree with them`);
    expect(wrong).toEqual([]);
  });

  test('stand in the tree as they were sealed', async () => {
    if (contracts.length === 0) return;
    expect(await sealed.synth()).toMatchObject({ code: 0 });
    for (const contract of contracts) {
      const text = sealed.written(`platform/${contract.component}/sealedsecret-${contract.name}.yaml`);
      expect(await sealed.open(text)).toEqual(opened.get(id(contract)));
    }
  });

  test('do not open under another name, in another namespace, or with another key', async () => {
    const [contract] = contracts;
    if (!contract) return;
    const text = sealed.text(contract);
    expect(await sealed.open(text)).toBeDefined();
    expect(await sealed.open(text.replaceAll(/name: .*/g, 'name: another'))).toBeUndefined();
    expect(await sealed.open(text.replaceAll(/namespace: .*/g, 'namespace: another'))).toBeUndefined();
    expect(await new SealedProject(name, rsa()).open(text)).toBeUndefined();
  });

  test('are all new, those of a group, once the version of one is raised', async () => {
    const [raised] = contracts
      .filter((contract) => contracts.every((other) => other === contract || other.name !== contract.name))
      .sort((a, b) => groupOf(contracts, b).size - groupOf(contracts, a).size);
    if (!raised) return;
    const group = groupOf(contracts, raised);
    expect(await sealed.seal(raised.name)).toMatchObject({ code: 0 });
    const after = await openAll(sealed, contracts);
    for (const contract of contracts) {
      const [was, is] = [opened.get(id(contract)), after.get(id(contract))];
      if (group.has(id(contract))) for (const key of Object.keys(was ?? {})) expect(is?.[key]).not.toBe(was?.[key]);
      else expect(is).toEqual(was);
    }
    expect((await inconsistent(contracts, after)).wrong).toEqual([]);
  });
});

async function openAll(sealed: SealedProject, contracts: readonly SecretNode[]): Promise<Map<string, Opened>> {
  const all = new Map<string, Opened>();
  for (const contract of contracts) {
    const opened = await sealed.open(sealed.text(contract));
    if (opened) all.set(id(contract), opened);
  }
  return all;
}
