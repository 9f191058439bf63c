import { type Lowered, loweredOf } from '../../backends/artifact';
import { type Finding, finding } from '../../diagnostics/finding';
import { label, pathSegment, subdomain, type TextForm } from '../../kubernetes/forms';
import type { Check } from '../check';

/** The form of a name, where it is not that of a subdomain. */
const NAMES: ReadonlyMap<string, TextForm> = new Map([
  ...['Namespace', 'Service'].map((kind) => [kind, label] as const),
  ...['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'].map((kind) => [kind, pathSegment] as const),
]);

/** One object, one owner; names that the API server takes. */
export const objects: Check = ({ graph, artifacts }) => {
  const owners = new Map<string, string>();
  const places = new Map(graph.components.map(({ name, at }) => [name, at]));
  const found: Finding[] = [];
  for (const lowered of loweredOf(artifacts)) {
    const object = identity(lowered);
    const second = graph.isPart ? lowered.component : `${graph.environment}/${lowered.component}`;
    const subject = { paths: [second], at: places.get(lowered.component) };
    const first = owners.get(object);
    owners.set(object, second);
    if (first)
      found.push(finding('object/duplicate', { object, first, second }, { ...subject, paths: [first, second] }));
    const expected = wanted(lowered);
    if (expected)
      found.push(finding('object/bad-name', { object, name: lowered.manifest.metadata.name, expected }, subject));
  }
  return found;
};

/** `apps Deployment self-hosted-ai/litellm`: group without version, for two versions are one object. */
export function identity({ manifest: { apiVersion, kind, metadata } }: Pick<Lowered, 'manifest'>): string {
  const group = apiVersion.includes('/') ? `${apiVersion.split('/')[0]} ` : '';
  return `${group}${kind} ${metadata.namespace ? `${metadata.namespace}/` : ''}${metadata.name}`;
}

function wanted({ manifest: { kind, metadata } }: Lowered): string | undefined {
  const { test, expected } = NAMES.get(kind) ?? subdomain;
  return test(metadata.name) ? undefined : expected;
}
