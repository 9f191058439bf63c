import { among, nonEmpty, orEmpty, qualifiedName, text } from '../../kubernetes/forms';
import type { Place } from './place';

const provisioner = text(qualifiedName.expected, (name) => qualifiedName.test(name.toLowerCase()));

export function storageClass(place: Place): void {
  place.at('provisioner').must(nonEmpty, provisioner);
  place.at('reclaimPolicy').must(orEmpty(among('Delete', 'Retain')));
}
