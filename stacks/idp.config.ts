import * as v from 'valibot';
import { HOLMES_CHARTS } from '../constructs/holmesgpt/values';
import { cidr, fields, hostname, ipv4, nodePort, releaseVersion, size, text } from '../src';

/** `steading:headscale`: where the control plane of the tunnel is reached, what it names, and whose nodes it knows. */
export const headscale = fields({
  loadBalancer: ipv4,
  nodePort,
  baseDomain: hostname,
  prefixes: fields({ v4: cidr, v6: text }),
  users: v.array(text, 'a list of users'),
});

/** `steading:sizes`: room on disk. */
export const sizes = fields({ headscale: size, openWebUi: size, pipelines: size, qdrant: size });

/** `steading:storageClass`: where it is. */
export const storageClass = text;

/** `steading:versions`: what runs; `…Chart` is the version of a Helm chart. The proxy's two images have tags that move. */
export const versions = fields({
  headscale: releaseVersion,
  holmesChart: v.picklist(HOLMES_CHARTS, HOLMES_CHARTS.join(' or ')),
  nginx: text,
  openWebUi: releaseVersion,
  openWebUiChart: releaseVersion,
  qdrantChart: releaseVersion,
  tailscale: text,
});
