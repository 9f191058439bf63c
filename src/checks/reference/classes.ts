import type { Check } from '../check';
import { Inventory } from '../inventory';
import { objectsOf } from '../objects-of';
import { absent } from './absent';

/** Claims of a storage class that is not there. An empty one means none. */
export const classes: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  return objectsOf(graph, artifacts, 'PersistentVolumeClaim').flatMap(({ object, spec, subject }) => {
    const { storageClassName: name, volumeName } = spec;
    const isStatic = volumeName !== undefined;
    if (typeof name !== 'string' || name === '' || isStatic) return [];
    return absent(inventory, { object, kind: 'StorageClass', name }, subject);
  });
};
