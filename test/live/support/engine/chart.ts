import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Kube, KubeObject } from '../../../../src/cluster/kube';
import { project } from '../../../support/project';

const NAME = 'cache';
const VERSION = '1.0.0';
/** A node without this label takes no pod of the chart: its installation goes on, as Helm waits for the pod. */
const PLACE = 'steading.invalid/place';

/** What the chart makes of its one release. */
export const CHART_OBJECT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: `${NAME}-server`, namespace: 'shop' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: NAME } },
    template: {
      metadata: { labels: { app: NAME } },
      spec: {
        nodeSelector: { [PLACE]: 'yes' },
        securityContext: { runAsNonRoot: true, runAsUser: 1000 },
        volumes: [{ name: 'of-the-chart', emptyDir: {} }],
        containers: [
          {
            ...{ name: 'server', image: 'registry.invalid/cache:1' },
            volumeMounts: [{ name: 'of-the-chart', mountPath: '/chart' }],
          },
        ],
      },
    },
  },
};

export interface ServedChart {
  /** Its repository, on loopback. */
  readonly repository: string;
  stop(): void;
}

/** Serves the chart `cache` to the provider itself. */
export async function serveChart(): Promise<ServedChart> {
  const archive = `${NAME}-${VERSION}.tgz`;
  const entry = `{ apiVersion: v2, name: ${NAME}, version: ${VERSION}, urls: [${archive}] }`;
  const folder = project({
    [`${NAME}/Chart.yaml`]: `apiVersion: v2\nname: ${NAME}\nversion: ${VERSION}\n`,
    [`${NAME}/values.yaml`]: 'replicas: 1\n',
    [`${NAME}/templates/deployment.yaml`]: JSON.stringify(CHART_OBJECT),
    'index.yaml': `apiVersion: v1\nentries: { ${NAME}: [${entry}] }\n`,
  });
  execFileSync('tar', ['-czf', archive, NAME], { cwd: folder });
  const server = createServer(({ url = '/' }, response) => {
    try {
      response.end(readFileSync(join(folder, url)));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { repository: `http://127.0.0.1:${port}`, stop: () => server.close() };
}

/** Lets the chart's pods onto a node. */
export async function place(kube: Kube, node: string): Promise<void> {
  const labelled = { apiVersion: 'v1', kind: 'Node', metadata: { name: node, labels: { [PLACE]: 'yes' } } };
  const { ok, message } = await kube.apply(labelled as KubeObject, { fieldManager: 'kubectl' });
  if (!ok) throw new Error(message);
}
