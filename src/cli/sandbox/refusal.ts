import type { Answer, KubeObject } from '../../../tools/kube';

/** What the API server did not take, and what it said. */
export interface Refusal {
  readonly object: Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'>;
  /** Who declares it; undefined for what the sandbox makes by itself. */
  readonly component?: string;
  /** File of the tree, relative to the environment's folder. */
  readonly path?: string;
  readonly message: string;
}

export function refusals(objects: readonly Omit<Refusal, 'message'>[], answers: readonly Answer[]): Refusal[] {
  return objects.flatMap((one, i) => {
    const answer = answers[i];
    return answer && !answer.ok ? [{ ...one, message: answer.message }] : [];
  });
}

/** `Deployment shop/web`; without a namespace where it has none. */
export function called({ kind, metadata: { namespace, name } }: Refusal['object']): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}
