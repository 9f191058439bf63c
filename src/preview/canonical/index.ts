import { once } from '../../base/once';
import { isClusterWide, isOfKubernetes } from '../../kubernetes/kinds';
import type { Manifest } from '../../kubernetes/manifest';
import { type Fields, fields } from '../../kubernetes/manifest';
import { durations } from './durations';
import { empties } from './empties';
import { withoutServersPart } from './metadata';
import { inNewestWords } from './older';
import type { Place } from './place';
import { quantities } from './quantities';
import { secret } from './secret';
import { sets } from './sets';
import { withoutSeals } from './sops';

/** The one form of everything that means the same: without what a server fills in or drops, quantities and durations in one spelling. */
export const canonical: (manifest: Manifest) => Manifest = once((manifest) => {
  const { apiVersion, kind } = manifest;
  const { status: _, ...own } = withoutSeals(kind === 'Secret' ? secret(manifest) : inNewestWords(manifest));
  const place = { kind, known: isOfKubernetes(apiVersion), path: [] };
  const { apiVersion: __, kind: ___, metadata, ...rest } = fields(walked(own, place));
  const { namespace, ...others } = fields(metadata);
  const stays = namespace !== undefined && namespace !== 'default' && !isClusterWide(manifest);
  return { apiVersion, kind, metadata: { ...others, ...(stays && { namespace }) }, ...rest } as unknown as Manifest;
});

/** Free of form: what is below belongs to somebody else, to whom `{}` and nothing may be two things. */
const FREE = new Set(['values', 'valuesObject', 'openAPIV3Schema', 'x-kubernetes-validations']);

function walked(value: unknown, place: Place): unknown {
  const inner = inside(value, place);
  return durations(quantities(inner, place), place);
}

function inside(value: unknown, place: Place): unknown {
  if (Array.isArray(value))
    return sets(
      value.map((one) => walked(one ?? null, place)),
      place,
    );
  if (value === null || typeof value !== 'object') return value;
  const name = place.path.at(-1) ?? '';
  if (FREE.has(name)) return free(value, place);
  return Object.fromEntries(
    Object.entries(withoutServersPart(value as Fields, place)).flatMap(([key, one]) => {
      const there = { ...place, path: [...place.path, key] };
      const left = empties(walked(one, there), there);
      return left === undefined ? [] : [[key, left]];
    }),
  );
}

/** Quantities are spelled alike there too: `requests` and `limits` mean the same everywhere. */
function free(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) return value.map((one) => free(one, place));
  if (value === null || typeof value !== 'object') return quantities(value, place);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, free(one, { ...place, known: false, path: [...place.path, key] })]),
  );
}
