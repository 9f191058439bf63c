import { dump } from 'js-yaml';
import type { KubeObject } from '../../../src/cluster/kube';
import type { Document } from './tree';

/** Things to which a judge has to say no. */
export const NAMESPACE: KubeObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'broken', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
};

const CONTAINER = { name: 'web', image: 'docker.io/library/nginx:1.29.1' };

function deployment(name: string, spec: object, container: object = {}): KubeObject {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ ...CONTAINER, ...container }], ...spec } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'broken' },
    spec: { selector: { matchLabels: labels }, template },
  };
}

/** For strict field validation. */
export const MISSPELT = deployment('misspelt', { volums: [] });

/** For the server's warnings. */
export const DEPRECATED = deployment('deprecated', { nodeSelector: { 'beta.kubernetes.io/arch': 'amd64' } });

/** For the scheduler, Pod Security, and whoever binds claims. */
export const NEVER_READY: readonly KubeObject[] = [
  deployment('too-large', {}, { resources: { requests: { cpu: '4k' } } }),
  deployment('elsewhere', { nodeSelector: { 'kubernetes.io/arch': 's390x' } }),
  deployment('privileged', {}, { securityContext: { privileged: true } }),
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'unknown-class', namespace: 'broken' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'nowhere',
      resources: { requests: { storage: '1Gi' } },
    },
  },
];

/** For the look at what pods refer to. */
export const STRANDED: KubeObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'stranded', namespace: 'broken' },
  spec: { containers: [{ ...CONTAINER, envFrom: [{ configMapRef: { name: 'nowhere' } }] }] },
};

/** For the look at what stands behind Services. */
export const LONELY: KubeObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'lonely', namespace: 'broken' },
  spec: { selector: { app: 'nobody' }, ports: [{ port: 80 }] },
};

export function document(manifest: KubeObject): Document {
  return { path: manifest.metadata.name, component: 'broken', layer: 'workload', text: dump(manifest), manifest };
}
