import Ajv2020 from 'ajv/dist/2020';
import schema from '../../../schemas/preview.schema.json';
import { json } from '../../../src/cli/print/preview/json';
import fc from '../../support/chance';
import { reports } from './reports';
import { SAMPLE } from './sample';

const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
const valid = (text: string) => validate(JSON.parse(text)) || validate.errors;
const printed = JSON.parse(json(SAMPLE));
const homelab = printed.environments[1];

it('is what the published schema describes, whatever is in it', () => {
  expect(valid(json(SAMPLE))).toBe(true);
  fc.assert(
    fc.property(reports, (report) => {
      expect(valid(json(report))).toBe(true);
    }),
  );
});

it('has its keys in the order of the schema, and says everything', () => {
  expect(Object.keys(printed)).toEqual(schema.required);
  expect(Object.keys(homelab)).toEqual(schema.properties.environments.items.required);
  expect(printed.environments.map(({ counts }: typeof homelab) => counts)).toEqual([
    { added: 0, changed: 0, removed: 0, files: 1, hosts: 1 },
    { added: 1, changed: 2, removed: 1, files: 0, hosts: 0 },
    { added: 0, changed: 0, removed: 0, files: 0, hosts: 0 },
  ]);
});

it('says the way to a field both by its steps and as people write it; a side that is not there has no key', () => {
  const [config, deployment] = [homelab.objects[1], homelab.objects[2]];
  expect(config.fields[0]).toEqual({
    at: 'data["config.yaml"] » model_list[gpt-4o].rpm',
    path: ['data', 'config.yaml', { inside: 'yaml' }, 'model_list', { by: { model_name: 'gpt-4o' } }, 'rpm'],
    before: 60,
    after: 120,
  });
  expect(deployment.fields.map(({ at }: { at: string }) => at)).toEqual([
    'spec.replicas',
    'spec.selector.matchLabels.app',
    'spec.template.spec.containers[litellm].env[DEBUG]',
    'spec.template.spec.containers[litellm].image',
    'spec.template.spec.containers[litellm].resources.limits.memory',
  ]);
  expect(Object.keys(deployment.fields[2])).toEqual(['at', 'path', 'after']);
});

it('the same in another order is printed alike', () => {
  const turned = {
    ...SAMPLE,
    comparisons: SAMPLE.comparisons
      .map((one) => ({ ...one, objects: one.objects.toReversed(), reach: one.reach.toReversed() }))
      .toReversed(),
  };
  expect(json(turned)).toBe(json(SAMPLE));
});

it.each([
  ['a key that nobody knows', () => ({ ...printed, more: 1 })],
  ['another version', () => ({ ...printed, schema: 2 })],
  [
    'a step that is none',
    () => ({
      ...printed,
      environments: [{ ...homelab, objects: [{ ...homelab.objects[2], fields: [{ at: 'a', path: [true] }] }] }],
    }),
  ],
  [
    'a level that is none',
    () => ({
      ...printed,
      environments: [{ ...homelab, consequences: [{ ...homelab.consequences[0], level: 'high' }] }],
    }),
  ],
])('the schema refuses %s', (_, make) => {
  expect(validate(make())).toBe(false);
});
