import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { validateXML } from 'xmllint-wasm';
import { junit } from '../../src/cli/print/junit';
import { printed } from '../../src/cli/print/preview/formats';
import { sarif } from '../../src/cli/print/sarif';
import { finding } from '../../src/diagnostics/finding';
import { steading } from '../support/steading';
import { consequence, SAMPLE } from './preview/sample';

const schema = (name: string) => readFileSync(join(__dirname, 'formats', name), 'utf8');
const at = () => ({ file: 'stacks/my shop.ts', line: 3, column: 7 });

const ERROR = finding('network/overlap', { first: 'a <b>', second: '"c" & \u0007d' }, { paths: ['shop/home'], at });
const WARNING = finding('workload/no-readiness', { object: 'apps Deployment shop/web' });

/** The schema is of draft 4, of which Ajv knows all but the names of two keywords. */
function sarifJudge() {
  const { id, $schema, ...rest } = JSON.parse(schema('sarif-schema-2.1.0.json'));
  return new Ajv({ strict: false, validateFormats: false }).compile({ $id: id, ...rest });
}

const CASES = [
  ['nothing', []],
  ['an error and a warning', [ERROR, WARNING]],
] as const;

describe.each(CASES)('%s', (_, findings) => {
  it('is SARIF to its schema', () => {
    const judge = sarifJudge();
    judge(JSON.parse(sarif(findings, '1.2.3')));
    expect(judge.errors).toBeNull();
  });

  it('is JUnit to its schema', async () => {
    const xml = junit([{ environment: 'shop', findings }]);
    const { errors } = await validateXML({ xml, schema: schema('junit-10.xsd') });
    expect(errors).toEqual([]);
  });
});

it('SARIF says which rule, where, and how to put it right', () => {
  const { results, tool } = JSON.parse(sarif([ERROR], '1.2.3')).runs[0];
  expect(tool.driver.rules[results[0].ruleIndex].id).toBe('network/overlap');
  expect(results[0]).toMatchObject({ level: 'error', message: { text: expect.stringContaining('to fix: choose') } });
  expect(results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'stacks/my%20shop.ts' },
    region: { startLine: 3, startColumn: 7 },
  });
});

it('JUnit fails by errors, and passes by an environment without findings', () => {
  const xml = junit([
    { environment: 'shop', findings: [ERROR, WARNING] },
    { environment: 'office', findings: [] },
  ]);
  expect(xml).toContain('<testsuites name="steading" tests="3" failures="1" errors="0">');
  expect(xml).toContain('<testsuite name="shop" tests="2" failures="1" errors="0" skipped="1">');
  expect(xml).toContain('<testcase classname="office" name="check"/>');
});

describe('a preview as SARIF', () => {
  const [homelab] = SAMPLE.comparisons.filter(({ environment }) => environment === 'homelab');
  const risks = [
    consequence({}),
    consequence({ about: ['self-hosted-ai/Service/redis'], level: 'warning', accepted: 'agreed on in May' }),
    consequence({ about: ['self-hosted-ai/Deployment/elsewhere'] }),
  ];
  const failed = [{ environment: 'pi', side: 'after' as const, findings: [ERROR] }];
  const report = { comparisons: homelab ? [{ ...homelab, consequences: risks }] : [], failed };
  const text = printed('sarif', report);
  const { results, tool } = JSON.parse(text).runs[0];

  it('is SARIF to its schema, and to its rules every code is explained', () => {
    const judge = sarifJudge();
    judge(JSON.parse(text));
    expect(judge.errors).toBeNull();
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(['network/overlap', 'replace/selector']);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(tool.driver.rules[1].help.text).toContain('immutable');
  });

  it('says where, and what to do', () => {
    expect(results[1]).toMatchObject({
      level: 'error',
      message: { text: expect.stringMatching(/^homelab: the selector of .*\nto do: keep the selector/) },
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'homelab/platform/litellm/deployment-litellm.yaml' } },
          logicalLocations: [{ fullyQualifiedName: 'self-hosted-ai/Deployment/litellm' }],
        },
      ],
    });
    const uri = ({ locations: [place] }: (typeof results)[number]) => place.physicalLocation.artifactLocation.uri;
    expect(results.slice(2).map(uri)).toEqual(['homelab/platform/cache/service.yaml', 'homelab']);
  });

  it('suppresses what is accepted, with the reason, and nothing else', () => {
    const suppressed = results.map(({ suppressions }: (typeof results)[number]) => suppressions);
    const why = [{ kind: 'external', justification: 'agreed on in May' }];
    expect(suppressed).toEqual([undefined, undefined, why, undefined]);
  });
});

it.each(['sarif', 'junit'])('the command line prints %s, and nothing else, to stdout', async (format) => {
  const { code, stdout, stderr } = await steading(['check', 'homelab', '--format', format]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  if (format === 'sarif') expect(sarifJudge()(JSON.parse(stdout))).toBe(true);
  else expect((await validateXML({ xml: stdout, schema: schema('junit-10.xsd') })).valid).toBe(true);
});
