import { refused } from '../cluster/answers';
import type { Answer, Kube, KubeObject } from '../cluster/kube';

/** With all defaults, as it would be if it were made anew; undefined where the server refuses that. Throws `KubeError`. */
export async function asNew(kube: Kube, wanted: KubeObject): Promise<KubeObject | undefined> {
  const name = `${wanted.metadata.name}-preview`;
  const answer = await kube.create({ ...wanted, metadata: { ...wanted.metadata, name } }, { dryRun: true });
  if (!answer.ok) verdict(wanted, answer);
  const { object } = answer;
  return object && { ...object, metadata: { ...object.metadata, name: wanted.metadata.name } };
}

/** What it says of an object. Where it says something else, nothing is known of the object: throws `KubeError`. */
export function verdict(object: KubeObject, answer: Answer): string {
  const name = nameOf(object);
  const { status, message } = object.kind === 'Secret' ? { ...answer, message: '' } : answer;
  if (!answer.isVerdict) throw refused({ status, message }, `a dry run of ${name}`);
  return `the API server would refuse ${name}: ${message || status}`;
}

/** `Deployment shop/web` */
export function nameOf({ kind, metadata: { name, namespace } }: KubeObject): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
