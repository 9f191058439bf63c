import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseDocument } from 'yaml';
import { plan } from '../../src/backends/pulumi/plan';
import type { SshHost } from '../../tools/hosts/host';
import { Keys } from '../../tools/hosts/keys';
import { giveStandIns } from '../../tools/hosts/programs';
import { maker } from '../../tools/hosts/ssh-host';
import { clone } from '../support/project';
import { steading } from '../support/steading';
import { Engine, type Ran, succeeded } from './support/engine/engine';
import { tooEarly } from './support/engine/judge';
import { say, tier } from './support/report';
import { render } from './support/tree';

const ended = ({ log }: Ran): string[] => log.filter((line) => line.startsWith('end '));

tier('pulumi up of gpu', () => {
  const keys = new Keys();
  let host: SshHost | undefined;
  let engine: Engine;
  let root: string;

  /** Where the machine is in place of its own address: on loopback. */
  const configure = (path: readonly string[], value: unknown): void => {
    const file = join(root, 'Pulumi.gpu.yaml');
    const document = parseDocument(readFileSync(file, 'utf8'));
    document.setIn(['config', ...path], value);
    writeFileSync(file, document.toString());
  };
  const up = async (): Promise<Ran> => succeeded(await engine.run('up'));

  beforeAll(async () => {
    const make = await maker(say);
    if (!make.isRoom) return;
    host = await make.start(keys);
    giveStandIns(host);
    root = clone();
    const { port, user, hostKey } = host;
    const stated = { address: '127.0.0.1', port, user, hostKey, identity: keys.client.path };
    for (const [key, value] of Object.entries(stated)) configure(['steading:host', key], value);
    engine = await Engine.start({ root, environment: 'gpu' });
  });

  afterAll(async () => {
    engine?.stop();
    await host?.stop();
    keys.remove();
  });

  test('the machine is made as its document says, in order, and a second one runs nothing', async () => {
    if (!host) return say('gpu: needs a machine of its own, which a stand-in for sshd is not');
    const { graph, sealed } = await render('gpu');
    const planned = plan(graph, sealed, { mode: 'direct', unprotect: [] });
    const previewed = succeeded(await engine.run('preview'));
    expect([previewed.changes, previewed.log]).toEqual([{ create: planned.length + 1 }, []]);
    const first = await up();
    expect(first.changes).toEqual({ create: planned.length + 1 });
    expect(tooEarly(planned, first.log)).toEqual([]);
    const unit = host.outside(`/home/${host.user}/.config/containers/systemd/ollama.container`);
    expect(readFileSync(unit, 'utf8')).toContain('ollama/ollama:');
    expect((await up()).log).toEqual([]);
  });

  test('a file that the configuration changes is sent again, and what stands behind it is asked again', async () => {
    if (!host) return;
    configure(['steading:firewall', 'networks'], ['10.1.0.0/16']);
    const names = ended(await up()).map((line) => line.replace(/^end update .*akula-prime\//, ''));
    expect(names.slice(0, 2)).toEqual(['file-etc-nftables-steading.nft', 'unit-steading-firewall.service']);
    expect(names.slice(2).sort()).toEqual([
      'filter',
      'ollama-models',
      ...['comfyui', 'ollama', 'whisper'].flatMap((name) => [`unit-${name}-health.timer`, `unit-${name}.service`]),
    ]);
    expect(readFileSync(host.outside('/etc/nftables/steading.nft'), 'utf8')).toContain('10.1.0.0/16');
  });

  test('destroy takes back what can be taken back', async () => {
    if (!host) return;
    succeeded(await engine.run('destroy'));
    expect(engine.resources()).toEqual([]);
  });

  test('one whose engine was killed is recovered, and the next one makes what is missing', async () => {
    if (!host) return;
    const { child, ended: over } = await engine.begin('up');
    const made = () => engine.log().filter((line) => line.startsWith('end create command:')).length;
    while (made() < 10 && child.exitCode === null) await sleep(20);
    engine.kill(child, 'engine');
    expect(await over).toMatchObject({ code: -1 });
    const { code, stderr } = await steading(['recover', 'gpu'], { cwd: root, program: root, env: engine.env });
    expect([code, stderr]).toEqual([0, expect.stringContaining('3 of 3  pulumi refresh')]);
    const { changes } = await up();
    say(`gpu: killed after ${changes.same} resources, ${changes.create} were left`);
    expect(Object.keys(changes).sort()).toEqual(['create', 'same']);
    expect((await up()).log).toEqual([]);
  });
});
