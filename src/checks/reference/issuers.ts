import { fields } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { type Found, objectsOf } from '../objects-of';
import { absent } from './absent';

const ANNOTATIONS = { Issuer: 'cert-manager.io/issuer', ClusterIssuer: 'cert-manager.io/cluster-issuer' };

/** Certificates that nobody signs. */
export const issuers: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  const wanted = [
    ...objectsOf(graph, artifacts, 'Certificate').map((found) => {
      const { kind = 'Issuer', name, group = 'cert-manager.io' } = fields(found.spec.issuerRef);
      return { found, kind: String(kind), name: group === 'cert-manager.io' ? name : undefined };
    }),
    ...objectsOf(graph, artifacts, 'Ingress', 'Gateway').flatMap((found) => annotated(found)),
  ];
  return wanted.flatMap(({ found: { object, namespace, subject }, kind, name }) =>
    typeof name !== 'string'
      ? []
      : absent(inventory, { object, kind, name, namespace: kind === 'ClusterIssuer' ? undefined : namespace }, subject),
  );
};

function annotated(found: Found) {
  return Object.entries(ANNOTATIONS).map(([kind, annotation]) => ({
    found,
    kind,
    name: found.manifest.metadata.annotations?.[annotation],
  }));
}
