import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { alertmanagerConfig, type Receiver } from '../../constructs/monitoring/alertmanager';
import { CLUSTER, DAILY, MODELS, TRACING } from '../../constructs/monitoring/alerts';
import { run } from '../support/steading';
import { judge } from './judges';
import { rendered } from './rendered';

const FILE = '/etc/alertmanager/secrets/prometheus-receiver/receiver';
const EMAIL = { to: 'me@example.org', from: 'alerts@example.org', server: 'mail.example.org:587', user: 'alerts' };
const EMAIL_CONFIG = { to: EMAIL.to, from: EMAIL.from };
const RECEIVERS: Readonly<Record<string, Receiver | undefined>> = {
  'nobody named': undefined,
  'a webhook': { webhook: 'the URL of a topic' },
  'an e-mail address': { email: { ...EMAIL, password: 'of the mailbox' } },
};
const [chart] = rendered('homelab').graph.releases.filter(({ name }) => name === 'prometheus');
const { version = '', values = {} } = chart ?? {};
const { config: configured } = values.alertmanager as { config: object };

judge('amtool', { wanted: `by chart ${version}`, judges: ['receivers', 'routes'] }, ({ folder }) => {
  const amtool = join(folder, 'amtool');
  const place = mkdtempSync(join(tmpdir(), 'steading-alertmanager-'));
  afterAll(() => rmSync(place, { recursive: true }));

  function written(config: object): string {
    const file = join(place, 'alertmanager.yaml');
    writeFileSync(file, dump(config));
    return file;
  }
  const check = (config: object) => run(amtool, ['check-config', written(config)]);

  it('takes what the homelab has', async () => {
    expect(await check(configured)).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCESS') });
  });

  it.each(Object.entries(RECEIVERS))('takes %s', async (_, receiver) => {
    const config = alertmanagerConfig(receiver, FILE);
    expect(await check(config)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`${config.receivers.length} receivers`),
    });
  });

  it.each([
    ['a key that it does not know', { webhook_configs: [{ url_files: FILE }] }, 'url_files'],
    ['a webhook without an address', { webhook_configs: [{ send_resolved: true }] }, 'url or url_file'],
    ['a mail server without a port', { email_configs: [{ ...EMAIL_CONFIG, smarthost: 'mail.example.org' }] }, 'port'],
  ])('says no to %s', async (_, wrong, said) => {
    const { code, stdout, stderr } = await check({
      route: { receiver: 'people' },
      receivers: [{ name: 'people', ...wrong }],
    });
    expect([code, stdout + stderr]).toEqual([1, expect.stringContaining(said)]);
  });

  it('says no to a route to nobody that it knows', async () => {
    const config = alertmanagerConfig(RECEIVERS['a webhook'], FILE);
    expect((await check({ ...config, receivers: config.receivers.slice(1) })).code).toBe(1);
  });

  describe('routes', () => {
    const routed = async (receiver: Receiver | undefined, labels: Readonly<Record<string, string>>) => {
      const file = written(alertmanagerConfig(receiver, FILE));
      const all = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
      const { stdout } = await run(amtool, ['config', 'routes', 'test', `--config.file=${file}`, ...all]);
      return stdout.trim();
    };
    const ours = [...DAILY, ...CLUSTER, ...MODELS, ...TRACING];

    it.each(ours)('$alert, $severity: to people', async ({ alert: alertname, severity }) => {
      expect(await routed(RECEIVERS['a webhook'], { alertname, severity, namespace: 'ops' })).toBe('people');
    });

    it.each([
      ['people', { alertname: 'KubeNodeNotReady', severity: 'warning' }],
      ['people', { alertname: 'SomebodyElses' }],
      ['nobody', { alertname: 'Watchdog', severity: 'none' }],
      ['nobody', { alertname: 'Watchdog', severity: 'critical' }],
      ['nobody', { alertname: 'InfoInhibitor', severity: 'none' }],
      ['nobody', { alertname: 'CPUThrottlingHigh', severity: 'info' }],
    ])('to %s: %j', async (who, labels) => {
      expect(await routed(RECEIVERS['an e-mail address'], labels)).toBe(who);
    });

    it('lead to nobody where nobody is named', async () => {
      expect(await routed(undefined, { alertname: 'KubeNodeNotReady', severity: 'critical' })).toBe('nobody');
    });
  });
});
