import { APPS } from './component';
import type { Library } from './library';

export type Delivery = 'argocd' | 'flux' | 'plain';

/** A stack with a cluster and a namespace for applications. */
export function stack(name: string, delivery: Delivery, { root }: Library): string {
  const isPlain = delivery === 'plain';
  const names = ['cluster', 'defineEnvironment', ...(isPlain ? [] : ['delivery']), 'K3S'];
  const brought = delivery === 'argocd' ? '[...K3S, ...ARGO_CD]' : 'K3S';
  return `import { ${[...(delivery === 'argocd' ? ['ARGO_CD'] : []), ...names].join(', ')} } from '${root}';

export default defineEnvironment({
  name: '${name}',
  config: { ${isPlain ? 'cluster' : 'cluster, delivery'} },

  build(stack, site) {
    const home = stack.cluster('${name}', { ...site.cluster, brings: ${brought} });
${isPlain ? '' : '    stack.deliver(site.delivery);\n'}    home.namespace('apps', ${APPS});
  },
});
`;
}

/** k3s' own defaults, on one machine. */
export const CONFIGURATION = `# What differs from site to site.
config:
  steading:cluster:
    kubernetes: "1.35"
    address: 192.168.1.10
    nodes:
      node-1: { architecture: amd64, cpu: 4, memory: 16Gi, disk: ssd }
    serviceCidr: 10.43.0.0/16 # k3s' own
    podCidr: 10.42.0.0/16 # k3s' own
    storageClasses: [local-path]
    networkPolicy: kube-router # k3s' own
`;
