import { type Image, partsOf, valued } from '../../kubernetes/images';
import type { Manifest } from '../../kubernetes/manifest';
import { fields, items } from '../../kubernetes/manifest';
import { containersOf, podTemplateOf } from '../../kubernetes/pods';
import { releasesOf } from './releases';

/** Images by the place where an object names them: a container, a field, a value of a chart. */
export function imagesIn(manifest: Manifest): Map<string, Image> {
  const template = podTemplateOf(manifest);
  if (template)
    return new Map(
      containersOf(fields(template.spec)).flatMap(({ name, image }) => named(`container '${name}'`, image)),
    );
  const { image, imageName, kafka } = fields(manifest.spec);
  const own = [
    ...named('spec.image', image),
    ...named('spec.imageName', imageName),
    ...named('spec.kafka.image', fields(kafka).image),
  ];
  const charts = releasesOf(manifest).flatMap(({ values }) =>
    valued(values).flatMap((one) => named(`value ${partsOf(one).repository}`, one)),
  );
  return new Map([...own, ...charts]);
}

function named(place: string, image: unknown): [string, Image][] {
  return typeof image === 'string' && image !== '' ? [[place, partsOf(image)]] : [];
}

/** Whether its pods keep something beyond their own life. */
export function keepsData(manifest: Manifest): boolean {
  const template = podTemplateOf(manifest);
  if (!template) return ['Kafka', 'Tenant', 'Cluster'].includes(manifest.kind);
  const claims = items(fields(template.spec).volumes).some(
    ({ persistentVolumeClaim }) => persistentVolumeClaim !== undefined,
  );
  return claims || items(fields(manifest.spec).volumeClaimTemplates).length > 0;
}
