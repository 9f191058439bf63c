import { Headscale } from '../../constructs/headscale';
import { LlmProxy } from '../../constructs/llm-proxy';
import { Size, type Stack } from '../../src';
import { CLUSTER } from '../invalid/props';
import { type Declared, declare } from '../support/declare';

export interface TunnelProps {
  /** @default 100.64.0.2 */
  readonly address?: string;
  /** @default 1234 */
  readonly port?: number;
}

/** The tunnel of document 002. */
export function build(stack: Stack, { address = '100.64.0.2', port = 1234 }: TunnelProps = {}): void {
  const on = stack.cluster('idp', { ...CLUSTER, address: '194.58.110.52' });
  const control = new Headscale(stack, 'headscale', {
    on,
    version: '0.23.0',
    loadBalancer: '89.108.100.199',
    nodePort: 30080,
    baseDomain: 'tailnet.local',
    prefixes: { v4: '100.64.0.0/10', v6: 'fd7a:115c:a1e0::/48' },
    users: ['k8s', 'laptop'],
    size: Size.gibibytes(1),
  });
  new LlmProxy(stack, 'llm-proxy', { on, nginx: 'alpine', tailscale: 'latest', control, upstream: { address, port } });
}

export function tunnel(props?: TunnelProps): Declared {
  return declare((stack) => build(stack, props));
}
