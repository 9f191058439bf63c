import { type Fields, fields, items } from '../../kubernetes/manifest';

/** Whether SOPS encrypted an object: it then says so under `sops`, with its own version. */
export function isSops({ sops }: Fields): boolean {
  const { mac, version } = fields(sops);
  return typeof mac === 'string' || typeof version === 'string';
}

/** Without what SOPS writes anew each time: its code, its times, and the data key, encrypted for each recipient. */
export function withoutSeals<T extends Fields>(manifest: T): T {
  if (!isSops(manifest)) return manifest;
  const { mac: _, lastmodified: __, ...sops } = fields(manifest.sops);
  return { ...manifest, sops: Object.fromEntries(Object.entries(sops).map(([key, one]) => [key, unsealed(one)])) };
}

function unsealed(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return items(value).map(({ enc: _, created_at: __, ...recipient }) =>
    Object.fromEntries(Object.entries(recipient).map(([key, one]) => [key, unsealed(one)])),
  );
}
