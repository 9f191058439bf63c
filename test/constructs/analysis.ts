import { HolmesGpt, type HolmesGptProps } from '../../constructs/holmesgpt/chart';
import type { Llm } from '../../constructs/llm';
import { ARGO_CD, external, KUBERNETES, type Stack } from '../../src';
import type { Manifest } from '../../src/kubernetes/manifest';
import { RUNBOOKS } from '../../stacks/idp.runbooks';
import { CLUSTER } from '../invalid/props';

/** A model behind llm-proxy, as document 002 has it. */
export const LAPTOP: Llm = {
  provider: 'openai',
  model: 'qwen3-coder-30b-a3b-instruct-mlx',
  ...external('openai', {
    name: 'laptop',
    host: 'llm-proxy.llm-proxy.svc.cluster.local',
    port: 8080,
    path: '/v1',
    scheme: 'http',
  }),
};

/** HolmesGPT alone, delivered by Argo CD, with the runbooks of document 002. */
export function analysis(props: Partial<HolmesGptProps> = {}): (stack: Stack) => void {
  return (stack) => {
    const on = stack.cluster('idp', { ...CLUSTER, brings: [...KUBERNETES, ...ARGO_CD] });
    const repository = 'https://git.example.org/idp-app-v1.git';
    stack.deliver({ engine: 'argocd', repository, revision: 'main', path: '', namespace: 'argocd', appOfApps: false });
    new HolmesGpt(stack, 'holmesgpt', { on, chart: '0.6.0', llm: LAPTOP, runbooks: RUNBOOKS, ...props });
  };
}

/** What chart holmes 0.6.0 makes of its values, as `helm template` printed it: no probes, no annotations of pods, two volumes of its own. */
export function chartDeployment(env: readonly object[]): Manifest {
  const volumes = [
    { name: 'playbooks-config-secret', secret: { secretName: 'robusta-playbooks-config-secret', optional: true } },
    { name: 'custom-toolsets-configmap', configMap: { name: 'custom-toolsets-configmap', optional: true } },
  ];
  const holmes = {
    name: 'holmes',
    image: 'docker.io/robustadev/holmes:0.6.0',
    imagePullPolicy: 'Always',
    command: ['python3', '-u', 'server.py'],
    env: [{ name: 'LOG_LEVEL', value: 'INFO' }, { name: 'ALLOWED_TOOLSETS', value: 'kubernetes/core' }, ...env],
    lifecycle: { preStop: { exec: { command: ['bash', '-c', 'kill -SIGINT 1'] } } },
    volumeMounts: [
      { name: 'playbooks-config-secret', mountPath: '/etc/robusta/config' },
      { name: 'custom-toolsets-configmap', mountPath: '/etc/holmes/config' },
    ],
    resources: { requests: { cpu: '50m', memory: '512Mi' }, limits: { memory: '512Mi' } },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'holmesgpt-holmes', namespace: 'holmesgpt', labels: { app: 'holmes' } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: 'holmes' } },
      template: {
        metadata: { labels: { app: 'holmes' } },
        spec: { serviceAccountName: 'holmesgpt-holmes-service-account', containers: [holmes], volumes },
      },
    },
  };
}
