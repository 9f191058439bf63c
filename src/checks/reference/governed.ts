import { at, items } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { objectsOf } from '../objects-of';
import { absent } from './absent';

/** StatefulSets without the Service that names their pods, and Tenants of MinIO without the Secrets that they start with. */
export const governed: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  const sets = objectsOf(graph, artifacts, 'StatefulSet').map((found) => ({
    ...found,
    kind: 'Service',
    names: [found.spec.serviceName],
  }));
  const tenants = objectsOf(graph, artifacts, 'Tenant')
    .filter(({ manifest }) => manifest.apiVersion.startsWith('minio.min.io/'))
    .map((found) => ({
      ...found,
      kind: 'Secret',
      names: [
        at(found.spec, 'configuration').name,
        at(found.spec, 'credsSecret').name,
        ...items(found.spec.users).map(({ name }) => name),
      ],
    }));
  return [...sets, ...tenants].flatMap(({ object, kind, names, namespace, subject }) =>
    names.flatMap((name) =>
      typeof name === 'string' && name !== '' ? absent(inventory, { object, kind, name, namespace }, subject) : [],
    ),
  );
};
