import type { Answer, KubeObject } from '../cluster/kube';

/** What the API server did not take, and what it said. */
export interface Refused {
  readonly object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>;
  /** Who declares it; undefined for what the sandbox makes by itself. */
  readonly component?: string;
  /** File of the tree, relative to the environment's folder. */
  readonly path?: string;
  readonly message: string;
}

export function refusals(objects: readonly Omit<Refused, 'message'>[], answers: readonly Answer[]): Refused[] {
  return objects.flatMap((one, i) => {
    const answer = answers[i];
    return answer && !answer.ok ? [{ ...one, message: answer.message }] : [];
  });
}

/** `Deployment shop/web`; without a namespace where it has none. */
export function called({ kind, metadata: { namespace, name } }: Refused['object']): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
