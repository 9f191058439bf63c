import { type ClusterProps, Cpu, Image, Size } from '../../src';

/** A cluster with nothing wrong. */
export const CLUSTER: ClusterProps = {
  kubernetes: '1.35',
  nodes: { anvil: { architecture: 'amd64', cpu: Cpu.cores(4), memory: Size.gibibytes(16) } },
  address: '192.168.1.10',
  serviceCidr: '10.43.0.0/16',
  podCidr: '10.42.0.0/16',
  storageClasses: ['local-path', 'longhorn'],
  networkPolicy: 'kube-router',
};

/** What every workload needs, with nothing wrong. */
export const WEB = {
  image: Image.of('docker.io/library/nginx', { tag: '1.29.1' }),
  resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(64) },
};
