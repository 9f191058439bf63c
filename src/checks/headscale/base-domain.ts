import { readDocument } from '../../base/yaml';
import { finding } from '../../diagnostics/finding';
import { type Fields, fields } from '../../kubernetes/manifest';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

/** Configurations with which headscale would not start. */
export const headscale: Check = ({ graph, artifacts }) =>
  objectsOf(graph, artifacts, 'ConfigMap').flatMap(({ object, manifest, subject }) =>
    Object.values(fields(manifest.data)).flatMap((text) => {
      const { server_url: url, dns } = configuration(text);
      const { base_domain: domain } = fields(dns);
      return typeof url === 'string' && typeof domain === 'string' && domain !== '' && url.includes(domain)
        ? [finding('headscale/base-domain', { object, url, domain }, subject)]
        : [];
    }),
  );

function configuration(text: unknown): Fields {
  if (typeof text !== 'string' || !text.includes('server_url') || !text.includes('base_domain')) return {};
  return fields(readDocument(text));
}
