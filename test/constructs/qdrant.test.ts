import { Qdrant } from '../../constructs/qdrant/server';
import { Size } from '../../src';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const { graph, objects } = declare((stack) => {
  const on = stack.cluster('homelab', CLUSTER).namespace('self-hosted-ai', { podSecurity: 'baseline' });
  new Qdrant(stack, 'qdrant', { on, version: 'v1.19.0', size: Size.gibibytes(10), storageClass: 'longhorn-retain' });
});

describe('Qdrant', () => {
  it('is a StatefulSet that keeps its collections on a claim and runs as uid 1000', () => {
    expect(objects.find(({ kind }) => kind === 'StatefulSet')).toMatchObject({
      metadata: { name: 'qdrant' },
      spec: {
        template: {
          spec: {
            securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, runAsNonRoot: true },
            containers: [{ image: 'docker.io/qdrant/qdrant:v1.19.0-unprivileged' }],
          },
        },
        volumeClaimTemplates: [
          {
            metadata: { name: 'storage' },
            spec: { storageClassName: 'longhorn-retain', resources: { requests: { storage: '10Gi' } } },
          },
        ],
      },
    });
  });

  it('answers REST on 6333 and gRPC on 6334, and is asked for its health on the first', () => {
    expect(objects.find(({ kind }) => kind === 'Service')).toMatchObject({
      spec: {
        ports: [
          { name: 'grpc', port: 6334 },
          { name: 'http', port: 6333 },
        ],
      },
    });
    expect(graph.workloads[0]?.health).toMatchObject({ path: '/readyz', live: '/livez', port: 6333 });
  });

  it('asks for a key from a contract', () => {
    const value = { secret: 'qdrant', key: 'QDRANT_API_KEY' };
    expect(graph.workloads[0]?.main.env).toContainEqual(
      expect.objectContaining({ name: 'QDRANT__SERVICE__API_KEY', value }),
    );
  });
});
