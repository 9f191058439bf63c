import { MERGED } from '../../src/kubernetes/list-keys';
import { empties } from '../../src/preview/canonical/empties';
import type { Place } from '../../src/preview/canonical/place';
import { quantities } from '../../src/preview/canonical/quantities';
import facts from './kubernetes-1.35.json';

/** What the tables of the comparison say, held to what Kubernetes says of itself (its OpenAPI, 1.35; test/live holds the file to a server). */
const KINDS: Readonly<Record<string, string>> = {
  LimitRangeItem: 'LimitRange',
  MetricTarget: 'HorizontalPodAutoscaler',
  HPAScalingRules: 'HorizontalPodAutoscaler',
  ServiceSpec: 'Service',
  ReplicationControllerSpec: 'ReplicationController',
  NetworkPolicySpec: 'NetworkPolicy',
};

function placeOf(field: string): Place {
  const [, , kind = '', ...path] = field.split('.');
  const above = kind === 'MetricTarget' ? ['target'] : kind === 'NetworkPolicySpec' ? ['spec'] : ['spec', 'x'];
  return { kind: KINDS[kind] ?? 'Pod', known: true, path: [...above, ...path] };
}

it.each(Object.entries(facts.keys))('members of %s are told apart by what Kubernetes merges them by', (field, keys) => {
  expect(MERGED.get(field.split('.').at(-1) ?? '')).toContainEqual(keys);
});

it.each(facts.quantities)('%s is a quantity', (field) => {
  expect(quantities('1000m', placeOf(field))).toBe('1');
});

/** Maps that nobody writes by hand. */
const UNKNOWN = /\.(extra|userAnnotations|deprecatedTopology)$/;

it.each(facts.maps.filter((field) => !UNKNOWN.test(field)))('%s is not there when it is empty', (field) => {
  expect(empties({}, placeOf(field))).toBeUndefined();
});

/** Structures that cannot be empty: the server asks for a field in them. */
const REQUIRED =
  /\.(backend|clientConfig|conditions|describedObject|kubeletEndpoint|metric|names|podAffinityTerm|port|preference|roleRef|scaleTargetRef|source|target)$/;

it.each(facts.structures.filter((field) => !REQUIRED.test(field)))(
  '%s is there, even when it is not given',
  (field) => {
    expect(empties({}, placeOf(field))).toBeUndefined();
  },
);

/** Nothing follows from them when they are empty. */
const NOTHING =
  /\.(affinity|podAffinity|podAntiAffinity|securityContext|capabilities|lifecycle|dnsConfig|rollingUpdate|resources|template|overhead|parameters)$/;

it.each(facts.pointers.filter((field) => !NOTHING.test(field)))('%s means something when it is empty', (field) => {
  expect(empties({}, placeOf(field))).toEqual({});
});
