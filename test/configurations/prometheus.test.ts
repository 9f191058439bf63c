import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import type { RuleGroup } from '../../constructs/monitoring/alerts';
import type { Derived } from '../../constructs/monitoring/records';
import { run } from '../support/steading';
import { type Case, CASES as HOMELAB_CASES } from './alerts';
import { HOLM_CASES } from './holm-alerts';
import { judge } from './judges';
import { MLOPS_CASES, MLOPS_RECORDED } from './mlops-alerts';
import { rendered } from './rendered';

const homelab = rendered('homelab');
const CASES = { ...HOMELAB_CASES, ...HOLM_CASES, ...MLOPS_CASES };
const RECORDED = { ...MLOPS_RECORDED };
const environments = [homelab, rendered('pi'), rendered('mlops')];
const GROUPS = Object.fromEntries(
  environments.map(({ graph, manifests }) => [
    graph.environment,
    manifests.flatMap(({ kind, spec }) => (kind === 'PrometheusRule' ? (spec as { groups: RuleGroup[] }).groups : [])),
  ]),
);
const ALL = Object.values(GROUPS).flatMap((groups) => groups.flatMap(({ rules }) => rules));
const RULES = ALL.filter((rule) => 'alert' in rule);
const RECORDS = ALL.filter((rule) => 'record' in rule) as unknown as readonly Derived[];
const EXPRESSIONS = environments
  .flatMap(({ manifests }) => manifests)
  .filter(({ metadata }) => metadata.labels?.grafana_dashboard)
  .flatMap(({ data }) => Object.values(data as Record<string, string>))
  .flatMap((text) => (JSON.parse(text) as Dashboard).panels)
  .flatMap(({ targets }) => targets.map(({ expr }) => expr));
const chart = homelab.graph.releases.find(({ name }) => name === 'prometheus');

judge(
  'promtool',
  { wanted: `by chart ${chart?.version}`, judges: ['rules', 'dashboards', 'every alert'] },
  ({ folder }) => {
    const promtool = join(folder, 'promtool');
    const place = mkdtempSync(join(tmpdir(), 'steading-rules-'));
    afterAll(() => rmSync(place, { recursive: true }));

    /** What promtool says of these rules. */
    function check(groups: readonly object[]) {
      const file = join(place, 'checked.yaml');
      writeFileSync(file, dump({ groups }));
      return run(promtool, ['check', 'rules', '--lint=all', '--lint-fatal', file]);
    }

    /** What it says of one rule in every case of its alert. */
    function unitTests(rule: object, tests: readonly object[]) {
      const file = join(place, 'tests.yaml');
      writeFileSync(join(place, 'rules.yaml'), dump({ groups: [{ name: 'tested', rules: [rule] }] }));
      writeFileSync(file, dump({ rule_files: ['rules.yaml'], evaluation_interval: '1m', tests }));
      return run(promtool, ['test', 'rules', file]);
    }

    it.each(Object.entries(GROUPS))('takes every rule of %s, and finds nothing to remark', async (_, groups) => {
      expect(await check(groups)).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCESS') });
    });

    it('says no to an expression that is none, and to a rule twice', async () => {
      const [rule] = RULES;
      const group = (...rules: object[]) => [{ name: 'wrong', rules }];
      const { code, stderr } = await check(group({ ...rule, expr: 'sum by (pod (up)' }));
      expect([code, stderr]).toEqual([1, expect.stringContaining('could not parse expression')]);
      expect((await check(group(rule as Rule, rule as Rule))).code).not.toBe(0);
    });

    it('takes what every panel of the dashboards asks', async () => {
      const rules = EXPRESSIONS.map((expr, i) => ({ record: `panel_${i}`, expr }));
      expect(rules.length).toBeGreaterThan(10);
      expect(await check([{ name: 'panels', rules }])).toMatchObject({ code: 0 });
    });

    it('has a case for every alert, and no other', () => {
      expect(Object.keys(CASES).sort()).toEqual([...new Set(RULES.map(({ alert }) => alert))].sort());
    });

    it('has a case for every metric that is worked out, and no other', () => {
      expect(Object.keys(RECORDED).sort()).toEqual(RECORDS.map(({ record }) => record).sort());
    });

    it.each(RECORDS.map((rule) => [rule.record, rule] as const))(
      '%s is what it is worked out from',
      async (record, rule) => {
        const { of = {}, samples = {} } = RECORDED[record] ?? {};
        const test = (expected: Readonly<Record<string, number>>) => ({
          interval: '1m',
          input_series: Object.entries(of).map(([series, values]) => ({ series, values })),
          promql_expr_test: [
            {
              expr: record,
              eval_time: '5m',
              exp_samples: Object.entries(expected).map(([labels, value]) => ({ labels, value })),
            },
          ],
        });
        expect(await unitTests(rule, [test(samples)])).toMatchObject({ code: 0 });
        const wrong = Object.fromEntries(Object.entries(samples).map(([labels, value]) => [labels, value + 1]));
        expect((await unitTests(rule, [test(wrong)])).code).toBe(1);
      },
    );

    describe.each(RULES.map((rule) => [rule.alert, rule] as const))('%s', (alert, rule) => {
      const one = CASES[alert] as Case;
      const all = tests(rule, one);

      it(`fires, after ${rule.for}, and not when ${Object.keys(one.quiet).join(', ')}`, async () => {
        expect(await unitTests(rule, all)).toMatchObject({ code: 0, stdout: expect.stringContaining('SUCCESS') });
      });

      it('is missed, and seen too early', async () => {
        const never = { ...rule, expr: `(${rule.expr}) and vector(0) > 1` };
        for (const wrong of [never, { ...rule, for: '0m' }]) expect((await unitTests(wrong, all)).code).toBe(1);
      });
    });
  },
);

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}

type Rule = (typeof RULES)[number];

function tests({ alert, for: wait, labels: { severity }, annotations: { runbook } }: Rule, one: Case) {
  const { fires, since = 0, labels, summary, quiet } = one;
  const [, count = '', unit = ''] = /^(\d+)([mh])$/.exec(wait) ?? [];
  const turns = since + Number(count) * (unit === 'h' ? 60 : 1);
  const firing = [{ exp_labels: { severity, ...labels }, exp_annotations: { summary, runbook } }];
  const test = (name: string, series: Case['fires'], expected: Readonly<Record<number, readonly object[]>>) => ({
    name,
    interval: '1m',
    input_series: Object.entries(series).map(([key, values]) => ({ series: key, values })),
    alert_rule_test: Object.entries(expected).map(([minute, exp_alerts]) => ({
      eval_time: `${minute}m`,
      alertname: alert,
      exp_alerts,
    })),
  });
  return [
    test('it fires', fires, { [turns - 1]: [], [turns + 1]: firing }),
    ...Object.entries(quiet).map(([why, series]) => test(why, series, { [turns + 1]: [] })),
  ];
}
