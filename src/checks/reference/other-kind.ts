import { cyclesIn } from '../../base/cycles';
import { type Finding, finding } from '../../diagnostics/finding';
import { at, fields, items } from '../../kubernetes/manifest';
import type { Check, Subject } from '../check';
import { Inventory } from '../inventory';
import { type Found, objectsOf } from '../objects-of';
import { absent } from './absent';

const OTHER: Readonly<Record<string, string>> = { Kustomization: 'HelmRelease', HelmRelease: 'Kustomization' };

/** What Flux waits for without end: objects of another kind, sources that are not there, and objects that wait for each other. */
export const dependencies: Check = (subject) => {
  const inventory = Inventory.of(subject.graph, subject.artifacts);
  const waiting = ofFlux(subject).flatMap((found) => {
    const { object, manifest, subject: about } = found;
    const { kind } = manifest;
    const other = OTHER[kind] ?? kind;
    return neededBy(found).flatMap(({ name, home }): Finding[] => {
      if (inventory.makes(kind, home, name)) return [];
      if (inventory.makes(other, home, name))
        return [finding('reference/other-kind', { object, kind, name, other }, about)];
      return absent(inventory, { object, kind, name, namespace: home }, about);
    });
  });
  const sources = ofFlux(subject).flatMap(({ object, namespace, spec, subject: about }) =>
    [spec.sourceRef, at(spec.chart, 'spec').sourceRef, spec.chartRef].flatMap((one): Finding[] => {
      const { kind, name, namespace: home = namespace } = fields(one);
      if (typeof kind !== 'string' || typeof name !== 'string' || typeof home !== 'string') return [];
      if (isBrought(subject, home, name) || !inventory.knows(home) || inventory.has(kind, home, name)) return [];
      return [finding('reference/missing', { object, kind, name }, about)];
    }),
  );
  return [...waiting, ...sources, ...circles(subject)];
};

function ofFlux({ graph, artifacts }: Subject): Found[] {
  return objectsOf(graph, artifacts, 'Kustomization', 'HelmRelease').filter(({ manifest }) =>
    manifest.apiVersion.includes('.toolkit.fluxcd.io/'),
  );
}

/** `flux bootstrap` makes the source of its namespace's name; a ResourceSet of the Flux operator may make any. */
function isBrought({ graph, artifacts }: Subject, home: string, name: string): boolean {
  return name === home || objectsOf(graph, artifacts, 'ResourceSet').length > 0;
}

function neededBy({ namespace, spec }: Found): { name: string; home: string }[] {
  return items(spec.dependsOn).flatMap(({ name, namespace: home = namespace }) =>
    typeof name === 'string' && typeof home === 'string' ? [{ name, home }] : [],
  );
}

function circles(subject: Subject): Finding[] {
  const key = (kind: string, home: string, name: string) => `${kind} ${home}/${name}`;
  const all = new Map(
    ofFlux(subject).map((found) => [key(found.manifest.kind, found.namespace, found.manifest.metadata.name), found]),
  );
  const next = (one: string) => {
    const found = all.get(one);
    return found ? neededBy(found).map(({ name, home }) => key(found.manifest.kind, home, name)) : [];
  };
  return cyclesIn([...all.keys()], next).map((circle) =>
    finding('delivery/circle', { circle }, all.get(circle[0] ?? '')?.subject),
  );
}
