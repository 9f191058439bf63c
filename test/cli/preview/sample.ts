import type { Identity, ObjectChange, Step } from '../../../src/preview/change';
import type { Comparison } from '../../../src/preview/comparison';
import type { Consequence } from '../../../src/preview/consequences/consequence';
import type { Report } from '../../../src/preview/report';

const object = (kind: string, name: string, namespace: string | null = 'self-hosted-ai', apiVersion = 'apps/v1') =>
  ({ apiVersion, kind, namespace, name }) satisfies Identity;

/** Judges have more codes than this one; what is printed of them is the same. */
export const consequence = (from: Partial<Consequence>): Consequence => ({
  code: 'replace/selector',
  risk: 'replace',
  level: 'error',
  message: 'the selector of self-hosted-ai/Deployment/litellm cannot be changed',
  advice: 'keep the selector, or create a new object with another name and remove the old object later',
  about: ['self-hosted-ai/Deployment/litellm'],
  fields: [['spec', 'selector']],
  ...from,
});

const container: readonly Step[] = ['spec', 'template', 'spec', 'containers', { by: { name: 'litellm' } }];
const inConfig: readonly Step[] = [
  'data',
  'config.yaml',
  { inside: 'yaml' },
  'model_list',
  { by: { model_name: 'gpt-4o' } },
];

const LITELLM: ObjectChange = {
  what: 'changed',
  object: object('Deployment', 'litellm'),
  was: object('Deployment', 'litellm'),
  component: 'litellm',
  file: 'platform/litellm/deployment-litellm.yaml',
  fields: [
    { path: ['spec', 'replicas'], before: 1, after: 2 },
    { path: ['spec', 'selector', 'matchLabels', 'app'], before: 'litellm', after: 'llm' },
    {
      path: [...container, 'image'],
      before: 'ghcr.io/berriai/litellm:v1.80.1',
      after: 'ghcr.io/berriai/litellm:v1.82.0',
    },
    { path: [...container, 'resources', 'limits', 'memory'], before: '1Gi', after: '2Gi' },
    { path: [...container, 'env', { by: { name: 'DEBUG' } }], before: undefined, after: { name: 'DEBUG', value: '1' } },
  ],
};

const MODELS: ObjectChange = {
  what: 'changed',
  object: object('ConfigMap', 'litellm-config', 'self-hosted-ai', 'v1'),
  component: 'litellm',
  file: 'platform/litellm/configmap-litellm-config.yaml',
  fields: [
    { path: [...inConfig, 'rpm'], before: 60, after: 120 },
    {
      path: ['data', 'entrypoint.sh'],
      before: '#!/bin/sh\nset -eu\nexport A=1\nexec litellm --config /etc/litellm/config.yaml\n',
      after: '#!/bin/sh\nset -eu\nexport A=2\nexec litellm --config /etc/litellm/config.yaml --detailed_debug\n',
    },
  ],
};

const ROUTE: ObjectChange = {
  what: 'added',
  object: object('Ingress', 'n8n', 'automation', 'networking.k8s.io/v1'),
  component: 'n8n',
  file: 'platform/n8n/ingress-n8n.yaml',
  fields: [],
  after: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'n8n', namespace: 'automation' },
    spec: { rules: [{ host: 'n8n.vectorweight.com' }] },
  },
};

const CLAIM: ObjectChange = {
  what: 'removed',
  object: object('PersistentVolumeClaim', 'qdrant-data', 'self-hosted-ai', 'v1'),
  component: 'qdrant',
  file: 'platform/qdrant/persistentvolumeclaim-qdrant-data.yaml',
  fields: [],
  before: {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'qdrant-data', namespace: 'self-hosted-ai' },
    spec: { resources: { requests: { storage: '50Gi' } } },
  },
};

const none = {
  objects: [],
  relocations: [],
  texts: [],
  hosts: [],
  reach: [],
  consequences: [],
  unrendered: [],
  notes: [],
};

const HOMELAB: Comparison = {
  ...none,
  environment: 'homelab',
  objects: [ROUTE, CLAIM, MODELS, LITELLM],
  relocations: [
    {
      object: object('Service', 'redis', 'self-hosted-ai', 'v1'),
      from: 'platform/redis/service.yaml',
      to: 'platform/cache/service.yaml',
    },
  ],
  reach: [
    { what: 'opened', sentence: 'n8n can now reach postgresql:5432' },
    { what: 'closed', sentence: 'open-webui can no longer reach ollama:11434' },
  ],
  consequences: [
    consequence({
      risk: 'data',
      message:
        'self-hosted-ai/PersistentVolumeClaim/qdrant-data is removed, and its volume of 50Gi with it: its storage class deletes',
      advice: 'take a snapshot, or set the reclaim policy to Retain first',
      about: ['self-hosted-ai/PersistentVolumeClaim/qdrant-data'],
      code: 'data/claim-removed' as Consequence['code'],
    }),
    consequence({}),
    consequence({
      risk: 'access',
      level: 'warning',
      message: 'automation/Ingress/n8n makes n8n.vectorweight.com reachable from outside',
      advice: 'make sure that it asks who is there',
      about: ['automation/Ingress/n8n'],
      code: 'access/ingress' as Consequence['code'],
    }),
    consequence({
      risk: 'restart',
      level: 'note',
      message: '1 pod of self-hosted-ai/Deployment/litellm starts anew: its template changes',
      advice: 'nothing to do',
      code: 'restart/template' as Consequence['code'],
    }),
    consequence({
      risk: 'image',
      level: 'warning',
      message: 'self-hosted-ai/Deployment/litellm moves from v1.80.1 to v1.82.0',
      advice: 'read the notes of the release',
      accepted: 'read by the team on Monday',
      code: 'image/version' as Consequence['code'],
    }),
  ],
  unrendered: [],
  notes: ['platform/values.yaml: a source of Helm, passed over'],
};

const GPU: Comparison = {
  ...none,
  environment: 'gpu',
  hosts: [
    {
      what: 'changed',
      host: 'akula-prime',
      fields: [{ path: ['user'], before: 'root', after: 'ai' }],
      files: [
        {
          what: 'changed',
          file: 'hosts/akula-prime/home/ai/.config/containers/systemd/ollama.container',
          before: '[Container]\nImage=docker.io/ollama/ollama:0.12.0\nContainerName=ollama\n',
          after: '[Container]\nImage=docker.io/ollama/ollama:0.12.6\nContainerName=ollama\n',
        },
      ],
      commands: [
        {
          what: 'runs again',
          name: 'reload-units',
          as: 'ai',
          reboots: false,
          because: 'ollama.container, a file before it, changed',
        },
      ],
      restarts: ['ollama.service'],
    },
  ],
};

/** What a review looks like: every kind of change, every level. */
export const SAMPLE: Report = {
  before: 'main (3f2c1ab)',
  after: 'the working tree',
  comparisons: [GPU, HOMELAB, { ...none, environment: 'lab' }],
  failedBy: ['data'],
  stale: [{ code: 'downtime/recreate', about: 'lab/Deployment/phoenix', why: 'agreed on in May' }],
};
