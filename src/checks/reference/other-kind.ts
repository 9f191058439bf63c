import { type Finding, finding } from '../../diagnostics/finding';
import { items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { objectsOf } from '../objects-of';
import { absent } from './absent';

const OTHER: Readonly<Record<string, string>> = { Kustomization: 'HelmRelease', HelmRelease: 'Kustomization' };

/** `dependsOn` of Flux names objects of its own kind: one of another kind is waited for without end. */
export const dependencies: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  return objectsOf(graph, artifacts, 'Kustomization', 'HelmRelease').flatMap((found) => {
    const { object, manifest, namespace, spec, subject } = found;
    return items(spec.dependsOn).flatMap((one): Finding[] => {
      const { name, namespace: home = namespace } = one;
      const { kind } = manifest;
      const other = OTHER[kind] ?? kind;
      if (typeof name !== 'string' || typeof home !== 'string' || inventory.makes(kind, home, name)) return [];
      if (inventory.makes(other, home, name))
        return [finding('reference/other-kind', { object, kind, name, other }, subject)];
      return absent(inventory, { object, kind, name, namespace: home }, subject);
    });
  });
};
