import { groupBy } from '../../base/sort';
import { type Fields, fields, items, type Manifest } from '../manifest';
import { containersOf, templateOf } from '../pods';
import { selects } from '../selectors';

/** A port by number; `name` is what a policy or a Service may call it. */
export interface Port {
  readonly port: number;
  readonly protocol: string;
  readonly name?: string;
}

/** Pods that are alike: those of one controller, or those that only a policy speaks of. */
export interface Group {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Fields;
  readonly ports: readonly Port[];
  readonly component?: string;
}

export interface Service {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Fields;
  readonly ports: readonly (Port & { readonly target: number | string })[];
}

/** Everybody in a cluster who may talk, as far as one state of an environment knows. */
export class Population {
  readonly groups: ReadonlyMap<string, Group>;
  readonly services: readonly Service[];
  private readonly namespaces: ReadonlyMap<string, Fields>;
  private readonly byLabel: ReadonlyMap<string, Group[]>;

  constructor(objects: readonly { readonly manifest: Manifest; readonly component?: string }[]) {
    this.groups = new Map(
      objects.flatMap(({ manifest, component }) => {
        const template = templateOf(manifest);
        if (!template || Object.keys(template.labels).length === 0) return [];
        const { name, namespace = 'default' } = manifest.metadata;
        const group = { name, namespace, labels: template.labels, ports: portsOf(template.spec) };
        return [[keyOf(group), { ...group, ...(component !== undefined && { component }) }] as const];
      }),
    );
    const labelled = [...this.groups.values()].flatMap((group) =>
      Object.entries(group.labels).map((label) => [labelKey(group.namespace, label), group] as const),
    );
    this.byLabel = new Map(
      [...groupBy(labelled, ([key]) => key)].map(([key, all]) => [key, all.map(([, group]) => group)]),
    );
    this.services = objects.flatMap(({ manifest: { kind, metadata, spec } }) => {
      const { selector, ports } = fields(spec);
      if (kind !== 'Service' || selector === undefined) return [];
      return [
        {
          name: metadata.name,
          namespace: metadata.namespace ?? 'default',
          selector: { matchLabels: fields(selector) },
          ports: items(ports).map((port) => ({
            ...portOf(port),
            target: (port.targetPort ?? port.port) as number | string,
          })),
        },
      ];
    });
    this.namespaces = new Map(
      objects.flatMap(({ manifest: { kind, metadata } }) =>
        kind === 'Namespace' ? [[metadata.name, { ...metadata.labels }] as const] : [],
      ),
    );
  }

  /** Whether there are pods with all of these labels. */
  has(namespace: string, labels: Fields): boolean {
    const [first] = Object.entries(labels);
    const candidates = first && this.byLabel.get(labelKey(namespace, first));
    return candidates?.some((group) => selects({ matchLabels: labels }, group.labels)) ?? false;
  }

  /** Whether a namespace is meant. Each has its own name among its labels. */
  isMeant(selector: Fields, namespace: string): boolean {
    return selects(selector, { ...this.namespaces.get(namespace), 'kubernetes.io/metadata.name': namespace });
  }

  /** As people write it down: by the Service in front of it, if there is one. */
  address(group: Group, { port, protocol, name }: Port): string {
    const suffix = protocol === 'TCP' ? '' : `/${protocol.toLowerCase()}`;
    for (const service of this.services) {
      if (service.namespace !== group.namespace || !selects(service.selector, group.labels)) continue;
      const front = service.ports.find(
        ({ target, protocol: own }) => own === protocol && (target === port || target === name),
      );
      if (front) return `${service.name}:${front.port}${suffix}`;
    }
    return `${group.name}:${port}${suffix}`;
  }
}

function labelKey(namespace: string, [key, value]: readonly [string, unknown]): string {
  return `${namespace}\0${key}\0${value}`;
}

export function keyOf({ namespace, name }: Pick<Group, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

function portsOf(spec: Fields): Port[] {
  return containersOf(spec).flatMap(({ ports }) =>
    items(ports).map(({ containerPort, ...port }) => portOf({ ...port, port: containerPort })),
  );
}

function portOf({ port, protocol = 'TCP', name }: Fields): Port {
  return { port: Number(port), protocol: String(protocol), ...(typeof name === 'string' && { name }) };
}
