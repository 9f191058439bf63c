import { type Finding, finding } from '../../diagnostics/finding';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';
import { podsOf } from '../pods';
import { servicesIn, wordsOf } from '../reference/unknown-host';
import { isBefore } from './hook';

/** Hooks that run before a sync, and ask a database that only this sync makes. */
export const hooks: Check = ({ graph, artifacts }) => {
  const made = new Map(
    objectsOf(graph, artifacts, 'Service')
      .filter(({ manifest }) => !isBefore(manifest))
      .map((service) => [`${service.namespace}/${service.manifest.metadata.name}`, service.object]),
  );
  return podsOf(graph, artifacts)
    .filter(({ manifest }) => isBefore(manifest))
    .flatMap(({ object, namespace, spec, subject }): Finding[] => {
      const asked = wordsOf(spec).flatMap((word) => servicesIn(word, namespace));
      const found = asked.flatMap(({ home, service }) => made.get(`${home}/${service}`) ?? []);
      return [...new Set(found)].map((service) => finding('order/hook-too-early', { object, service }, subject));
    });
};
