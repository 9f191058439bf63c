import type { Artifact } from '../../backends/artifact';
import type { Graph } from '../../graph/graph';
import { at, type Fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import { type Pods, podsOf } from '../pods';

/** A container of Tailscale's image, in its pod. */
export interface Client {
  readonly pods: Pods;
  readonly container: Fields;
  readonly name: string;
  /** Value of a variable that is written there; what a Secret or ConfigMap gives is not known. */
  readonly env: (name: string) => string | undefined;
}

export function clientsOf(graph: Graph, artifacts: readonly Artifact[]): Client[] {
  return podsOf(graph, artifacts).flatMap((pods) =>
    containersOf(pods.spec)
      .filter(({ image }) => typeof image === 'string' && IMAGE.test(image))
      .map((container) => {
        const env = new Map(items(container.env).map(({ name, value }) => [name, value]));
        const written = (name: string) => (env.has(name) ? String(env.get(name) ?? '') : undefined);
        return { pods, container, name: String(container.name), env: written };
      }),
  );
}

/** In user space the container makes no interface; that is what it does unless told otherwise (`cmd/containerboot`). */
export function inUserSpace({ env }: Client): boolean {
  return env('TS_USERSPACE')?.toLowerCase() !== 'false';
}

export function capabilitiesOf(container: Fields): unknown[] {
  const { add } = at(container.securityContext, 'capabilities');
  return Array.isArray(add) ? add : [];
}

const IMAGE = /(^|\/)tailscale\/tailscale(?=[:@]|$)/;
