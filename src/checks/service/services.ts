import { type Lowered, loweredOf } from '../../backends/artifact';
import { type Finding, finding, type Subject } from '../../diagnostics/finding';
import { at, fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { identity } from '../object/objects';

/** Services that lead to no pod, or to a port that no container of theirs opens. */
export const services: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  const places = new Map(graph.components.map(({ name, path, at }) => [name, { paths: [path], at }]));
  return loweredOf(artifacts).flatMap((lowered): Finding[] => {
    const { manifest, component } = lowered;
    const selector = at(manifest.spec, 'selector');
    if (manifest.kind !== 'Service' || Object.keys(selector).length === 0) return [];
    const object = identity(lowered);
    const subject = places.get(component) ?? {};
    const selected = inventory.selected(manifest.metadata.namespace ?? 'default', selector);
    const shown = Object.entries(selector)
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
    if (selected.length === 0) return unselected(inventory, lowered, shown, subject);
    const open = selected.map(
      ({ pods }) => pods && containersOf(pods.spec).flatMap((container) => items(container.ports)),
    );
    return items(fields(manifest.spec).ports).flatMap(({ port, targetPort = port }) => {
      const reached = open.some(
        (ports) =>
          ports === undefined ||
          ports.length === 0 ||
          ports.some((each) => each.containerPort === targetPort || each.name === targetPort),
      );
      return reached ? [] : [finding('service/no-port', { object, port: String(targetPort) }, subject)];
    });
  });
};

function unselected(inventory: Inventory, service: Lowered, selector: string, subject: Subject): Finding[] {
  const { namespace = 'default' } = service.manifest.metadata;
  if (!inventory.knows(namespace)) return [];
  const params = { object: identity(service), selector };
  const maker = inventory.unknownMaker(namespace);
  if (maker !== undefined) return [finding('service/perhaps-no-pods', { ...params, maker }, subject)];
  return [finding('service/no-pods', params, subject)];
}
