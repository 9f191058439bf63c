import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, type YAMLMap } from 'yaml';
import { objectsOf as manifestsOf } from '../../../../src/backends/pulumi/identity';
import { plan } from '../../../../src/backends/pulumi/plan';
import type { Plan } from '../../../../src/backends/pulumi/resource';
import type { KubeObject } from '../../../../src/cluster/kube';
import type { Deployment } from '../../../../src/model/delivery';
import { clone } from '../../../support/project';
import { balanceLoad } from '../load-balancer';
import { type Plane, startPlane } from '../plane';
import { render, type Tree } from '../tree';
import { Engine } from './engine';
import { giveCharts, isReal } from './plugins';

export interface GroundProps {
  readonly name: string;
  readonly mode: Deployment['mode'];
  /** Sets a suite's control plane apart from those of others. */
  readonly suite: string;
  /** The key that all machines of its inventory state; their commands are only written down. @default - it has no machines */
  readonly machines?: string;
}

// Charts that are installed have hooks, and wait for their pods.
jest.setTimeout(isReal('kubernetes') ? 1_800_000 : 400_000);

/** What an environment is deployed on, and with: a clone, a cluster with nothing in it, an engine with an empty state. */
export interface Ground {
  readonly tree: Tree;
  readonly planned: Plan;
  readonly plane: Plane;
  readonly root: string;
  readonly engine: Engine;
}

export async function startGround({ name, mode, suite, machines }: GroundProps): Promise<Ground> {
  const tree = await render(name);
  const planned = plan(tree.graph, tree.sealed, { mode, unprotect: [] });
  const installsCharts = isReal('kubernetes');
  const cluster = await startPlane(suite, tree, {
    ...{ nodes: true, also: objectsOf(planned) },
    ...{ definesAll: true, installsCharts },
  });
  const plane = installsCharts ? withLoadBalancer(cluster) : cluster;
  try {
    const root = clone();
    giveCharts(root);
    if (machines) stateKeys(join(root, `Pulumi.${name}.yaml`), machines);
    const { kubeconfig } = plane;
    const engine = await Engine.start({ root, environment: name, kubeconfig, notesCommands: machines !== undefined });
    return { tree, planned, plane, root, engine };
  } catch (error) {
    await plane.stop();
    throw error;
  }
}

function withLoadBalancer(plane: Plane): Plane {
  const end = balanceLoad(plane.kube);
  const stop = async (): Promise<void> => {
    await end();
    await plane.stop();
  };
  return { ...plane, stop };
}

export const objectsOf = (planned: Plan): KubeObject[] => manifestsOf(planned) as unknown as KubeObject[];

/** A setting of the stack: how it is deployed, and what may go. */
export const deployment = (mode: Deployment['mode'], unprotect: readonly string[] = []): string =>
  `deploy=${JSON.stringify({ mode, unprotect })}`;

function stateKeys(file: string, hostKey: string): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const nodes = ['config', 'steading:cluster', 'nodes'];
  const { items } = document.getIn(nodes) as YAMLMap<{ value: string }>;
  for (const { key } of items) document.setIn([...nodes, key.value, 'hostKey'], hostKey);
  writeFileSync(file, document.toString());
}
