/** A stack with a cluster and nothing in it yet. */
export function stack(name: string): string {
  return `import { cluster, defineEnvironment, K3S } from '../src';

/** What it is, and what delivers it. */
export default defineEnvironment({
  name: '${name}',
  config: { cluster },

  build(stack, site) {
    const home = stack.cluster('${name}', { ...site.cluster, brings: K3S });
    home.namespace('default', { existing: true });
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
