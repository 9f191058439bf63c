import type { ClusterProps } from '../../model/cluster';
import type { Size } from '../../model/units';
import { at, type Fields, fields, items } from '../manifest';

/** What a pod takes, or a node has: millicores, MiB, and pods, of which a kubelet runs 110. */
export interface Room {
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
}

export interface Machine {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly room: Room;
}

/** Of a node that says nothing else: what kubelet, container runtime and system take (k3s: Resource Profiling, an agent). */
const RESERVED = { cpu: 100, memory: 512 };
const PODS = 110;

/** The nodes of a cluster, largest first, with what is left of them for pods. */
export function machines({ nodes }: ClusterProps): Machine[] {
  return Object.entries(nodes)
    .map(([name, { architecture, cpu, memory, labels, reserved }]) => ({
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/arch': architecture,
        'kubernetes.io/os': 'linux',
        ...labels,
      },
      room: {
        cpu: cpu.millicores - (reserved?.cpu.millicores ?? RESERVED.cpu),
        memory: mebibytes(memory) - (reserved ? mebibytes(reserved.memory) : RESERVED.memory),
        pods: PODS,
      },
    }))
    .sort((a, b) => b.room.memory - a.room.memory || b.room.cpu - a.room.cpu);
}

const mebibytes = (size: Size): number => size.toKibibytes() / 1024;

/** What the node must be like for a pod; nothing where every node will do. */
export function wants(spec: Fields): ((machine: Machine) => boolean) | undefined {
  const { nodeName } = spec;
  const selector = Object.entries(fields(spec.nodeSelector));
  const terms = termsOf(spec);
  if (nodeName === undefined && selector.length === 0 && terms.length === 0) return undefined;
  return ({ name, labels }) =>
    (nodeName === undefined || nodeName === name) &&
    selector.every(([key, value]) => labels[key] === value) &&
    (terms.length === 0 || terms.some((all) => all.every((each) => holds(each, labels))));
}

/** The same in words. */
export function wantedText(spec: Fields): string {
  return [
    ...(spec.nodeName === undefined ? [] : [`name ${spec.nodeName}`]),
    ...Object.entries(fields(spec.nodeSelector)).map(([key, value]) => `${key}=${value}`),
    ...termsOf(spec).map((all) =>
      all.map(({ key, operator, values = [] }) => `${key} ${operator} ${values}`.trim()).join(' and '),
    ),
  ].join(' and ');
}

function termsOf({ affinity }: Fields): Fields[][] {
  if (affinity === undefined) return [];
  const required = at(affinity, 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  return items(required.nodeSelectorTerms).map(({ matchExpressions }) => items(matchExpressions));
}

function holds({ key, operator, values }: Fields, labels: Machine['labels']): boolean {
  const value = labels[String(key)];
  const listed = Array.isArray(values) && values.includes(value);
  if (operator === 'In') return listed;
  if (operator === 'NotIn') return !listed;
  if (operator === 'Exists') return value !== undefined;
  if (operator === 'DoesNotExist') return value === undefined;
  const [bound] = Array.isArray(values) ? values.map(Number) : [];
  return operator === 'Gt' ? Number(value) > Number(bound) : Number(value) < Number(bound);
}
