import { ApiObject } from 'cdk8s';
import { Component, type Cpu, type Namespace, quantity, Size, type Stack } from '../src';

export interface Room {
  readonly on: Namespace;
  /** All of its pods together may ask for so much. */
  readonly cpu: Cpu;
  /** All of its pods together may ask for so much, and have twice of it at most. */
  readonly memory: Size;
  /** All of its claims together. */
  readonly storage: Size;
  /** @default 50 */
  readonly pods?: number;
  /** What a container gets that asks for nothing. */
  readonly container: { readonly cpu: Cpu; readonly memory: Size };
}

/** How much the pods of a namespace may take: a ResourceQuota for all of them, and a LimitRange for those that say nothing, which the quota would refuse. */
export class Limits extends Component {
  constructor(stack: Stack, id: string, rooms: readonly Room[]) {
    super(stack, id);
    for (const room of rooms) {
      this.object('ResourceQuota', room.on, { hard: hard(room) });
      this.object('LimitRange', room.on, { limits: [container(room)] });
    }
  }

  private object(kind: string, { name: namespace }: Namespace, spec: object): void {
    const metadata = { name: `${namespace}-limits`, namespace };
    new ApiObject(this, `${kind}-${namespace}`, { apiVersion: 'v1', kind, metadata, spec });
  }
}

function hard({ cpu, memory, storage, pods = 50 }: Room) {
  return {
    'requests.cpu': String(cpu),
    'requests.memory': quantity(memory),
    'limits.memory': quantity(Size.mebibytes(memory.toMebibytes() * 2)),
    'requests.storage': quantity(storage),
    pods: String(pods),
  };
}

function container({ container: { cpu, memory } }: Room) {
  return {
    type: 'Container',
    defaultRequest: { cpu: String(cpu), memory: memory.asString() },
    default: { memory: memory.asString() },
  };
}
