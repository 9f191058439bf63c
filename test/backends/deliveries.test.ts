import { type Artifact, loweredOf } from '../../src/backends/artifact';
import type { Delivery } from '../../src/model/delivery';
import type { Environment } from '../../src/model/environment';
import type { Stack } from '../../src/model/stack';
import homelab from '../../stacks/homelab';
import { APPLICATIONS, FLUX, shop } from '../fixtures/flux';
import { declare } from '../support/declare';
import { build } from '../support/homelab';

const ARGO_CD = { ...FLUX, engine: 'argocd', namespace: 'argocd' } as const;
const DELIVERIES: readonly Delivery[] = [ARGO_CD, FLUX, { engine: 'plain' }];
/** By which a delivery is told how to treat an object. */
const TOLD = /^(argocd\.argoproj\.io|kustomize\.toolkit\.fluxcd\.io)\//;

/** The objects of layer `workload`, without what they tell a delivery. */
function workload(artifacts: readonly Artifact[]) {
  return loweredOf(artifacts)
    .filter(({ layer }) => layer === 'workload')
    .map(({ manifest, component }) => {
      const { annotations = {}, ...metadata } = manifest.metadata;
      const own = Object.fromEntries(Object.entries(annotations).filter(([name]) => !TOLD.test(name)));
      return JSON.stringify([component, { ...manifest, metadata: { ...metadata, annotations: own } }]);
    })
    .sort();
}

function same(all: readonly string[][]): void {
  const [first = [], ...others] = all;
  expect(first.length).toBeGreaterThan(0);
  for (const other of others) expect(other).toEqual(first);
}

describe('by Argo CD, by Flux and plain the objects of layer `workload` are the same', () => {
  it('of a small stack', () => {
    same(DELIVERIES.map((delivery) => workload(declare((stack) => shop(stack, delivery, APPLICATIONS)).artifacts)));
  });

  it('of the homelab, whose stack knows of none of them', async () => {
    const built = await Promise.all(DELIVERIES.map((delivery) => build(undefined, delivered(delivery))));
    same(built.map(({ artifacts }) => workload(artifacts)));
    const errors = built.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'));
    expect(errors.map(({ code }) => code).filter((code) => code !== 'secret/not-sealed')).toEqual([]);
  });
});

/** The homelab with another delivery. */
function delivered(delivery: Delivery): Environment {
  return {
    ...homelab,
    build: (stack: Stack, config: never, others: never) => {
      homelab.build?.(stack, config, others);
      stack.deliver(delivery);
    },
  } as unknown as Environment;
}
