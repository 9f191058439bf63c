import { ApiObject } from 'cdk8s';
import type { IDaemonSet } from 'kubernetes-models/apps/v1/DaemonSet';
import { Component, type Namespace, type Stack } from '../src';

export interface BinfmtProps {
  /** A namespace that admits privileged pods and holds nothing else. */
  readonly on: Namespace;
  /** Version of QEMU, such as `v10.2.3`: the image is named after it. */
  readonly version: string;
}

/**
 * binfmt: the kernel of every amd64 node starts arm64 programs too, in whatever container and for whatever user, by QEMU.
 *
 * It is the only way by which pods without rights can emulate. Registering is what needs rights: an init container mounts binfmt_misc and writes to the kernel's one
 * register of it, as root and privileged, and ends; what stays is a pause container as uid 65535. QEMU is registered with the flag F, which keeps
 * it open for good, so nothing of this has to run again before the node starts anew. No network, no token, no Secret.
 */
export class Binfmt extends Component {
  constructor(stack: Stack, id: string, { on, version }: BinfmtProps) {
    super(stack, id);
    const labels = { app: id, 'app.kubernetes.io/name': id };
    const resources = { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '64Mi' } };
    const daemonSet: IDaemonSet = {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: id, namespace: on.name, labels },
      spec: {
        selector: { matchLabels: { app: id } },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            nodeSelector: { 'kubernetes.io/arch': 'amd64' },
            securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
            initContainers: [
              {
                name: 'register',
                image: `docker.io/tonistiigi/binfmt:qemu-${version}`,
                args: ['--install', 'arm64'],
                resources,
                securityContext: { privileged: true },
              },
            ],
            containers: [{ name: 'wait', image: 'registry.k8s.io/pause:3.10.1', resources, securityContext: NOBODY }],
          },
        },
      },
    };
    new ApiObject(this, 'nodes', { ...daemonSet });
  }
}

const NOBODY = {
  runAsNonRoot: true,
  runAsUser: 65535,
  readOnlyRootFilesystem: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
};
