import { parse as parseAddress, parseCIDR } from 'ipaddr.js';
import * as v from 'valibot';
import { Cpu, parseSize } from '../model/units';
import { letsIn } from '../secrets/detect';

/** Reads `text` with `read`; what `read` cannot take is reported as "expected `expected`". */
function parsed<T>(expected: string, read: (text: string) => T) {
  return v.pipe(
    v.string(expected),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        return read(dataset.value);
      } catch {
        addIssue({ message: expected });
        return NEVER;
      }
    }),
  );
}

function matching(expected: string, form: RegExp) {
  return v.pipe(v.string(expected), v.regex(form, expected));
}

/** What an address may say in a configuration: it goes into the tree and into what is printed. */
export const isWithoutCredential = (address: string): boolean => !letsIn(address);

/** No password, token or signature in an address; `place` is where that belongs, for whoever wrote one. */
function withoutCredential(place: string) {
  return v.check(isWithoutCredential, place);
}

const A_SECRET = 'a Secret: a construct declares it, and `steading secrets` makes it';

/** Any text, but not none. `place` is where a credential in it belongs. @default - a Secret */
export const textWithSecretIn = (place: string) =>
  v.pipe(v.string('a text'), v.nonEmpty('a text'), withoutCredential(place));
export const text = textWithSecretIn(A_SECRET);

export const size = parsed('a size like 10Gi', parseSize);
export const cpu = v.pipe(
  v.union([v.string(), v.number()], 'an amount of cpu like 500m or 2'),
  v.transform(String),
  parsed('an amount of cpu like 500m or 2', Cpu.parse),
);
export const port = v.pipe(
  v.number('a port from 1 to 65535'),
  v.integer('a port from 1 to 65535'),
  v.minValue(1, 'a port from 1 to 65535'),
  v.maxValue(65535, 'a port from 1 to 65535'),
);
/** A port that a Service may take on every node, in Kubernetes' own range. */
export const nodePort = v.pipe(
  v.number('a port from 30000 to 32767'),
  v.integer('a port from 30000 to 32767'),
  v.minValue(30000, 'a port from 30000 to 32767'),
  v.maxValue(32767, 'a port from 30000 to 32767'),
);
export const positive = v.pipe(
  v.number('a whole number above 0'),
  v.integer('a whole number above 0'),
  v.minValue(1, 'a whole number above 0'),
);
export const hostname = matching(
  'a host name like ai.example.org',
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/,
);
/** Where something is on the web. `place` is where a credential in it belongs. @default - a Secret */
export const urlWithSecretIn = (place: string) =>
  v.pipe(matching('a URL with http or https', /^https?:\/\/[^\s/]+/), withoutCredential(place));
export const url = urlWithSecretIn(A_SECRET);
export const releaseVersion = matching('a version, in quotes', /^v?\d+(\.\d+)*([-.+][0-9A-Za-z.-]+)?$/);

/** A version of Flux, as its command line takes it: with a `v`. */
export const fluxVersion = matching('a version of Flux like v2.7.5', /^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/);

/** An IPv4 address. */
export const ipv4 = v.pipe(
  v.string('an IPv4 address like 192.168.1.10'),
  v.check((address) => isIpv4(address), 'an IPv4 address like 192.168.1.10'),
);

/** A network, written with the address that it begins with. */
export const cidr = v.pipe(
  v.string('a network like 10.43.0.0/16'),
  v.check((network) => networkOf(network) !== undefined, 'a network like 10.43.0.0/16'),
  v.check(
    (network) => networkOf(network) === undefined || networkOf(network) === network,
    ({ input }) => `a network without host bits; did you mean ${networkOf(input)}?`,
  ),
);

function isIpv4(address: string): boolean {
  try {
    return parseAddress(address).kind() === 'ipv4' && /^\d+(\.\d+){3}$/.test(address);
  } catch {
    return false;
  }
}

/** The network that a CIDR lies in, as it should be written; nothing if it is none. */
function networkOf(network: string): string | undefined {
  try {
    const [address, prefix] = parseCIDR(network);
    if (address.kind() !== 'ipv4' || !/^\d+(\.\d+){3}\/\d+$/.test(network)) return undefined;
    const bytes = address
      .toByteArray()
      .map((byte, i) => byte & (0xff << (8 - Math.min(8, Math.max(0, prefix - 8 * i)))) & 0xff);
    return `${bytes.join('.')}/${prefix}`;
  } catch {
    return undefined;
  }
}

const map = v.custom<Record<string, unknown>>(
  (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
  'a map of keys',
);

/** A map with these keys and no others. */
export function fields<E extends v.ObjectEntries>(entries: E) {
  return v.pipe(map, v.strictObject(entries));
}

/** Values under names that the site chooses. */
export function record<T extends v.GenericSchema>(value: T) {
  return v.pipe(map, v.record(v.string(), value));
}

/** Who signs in at a machine. */
export const userName = matching('a user name like rpi1', /^[a-z_][a-z0-9_-]*$/);

const hostKey = matching(
  'a key as in known_hosts, like "ssh-ed25519 AAAA…"',
  /^(ssh|ecdsa)-[a-z0-9-]+ [A-Za-z0-9+/]+=*$/,
);

const node = fields({
  architecture: v.picklist(['amd64', 'arm64'], 'amd64 or arm64'),
  cpu,
  memory: size,
  disk: v.optional(v.picklist(['ssd', 'hdd', 'sd'], 'ssd, hdd or sd'), 'ssd'),
  pageSize: v.optional(v.picklist([4, 16, 64], '4, 16 or 64 (KiB)'), 4),
  labels: v.optional(record(text), {}),
  reserved: v.optional(fields({ cpu, memory: size })),
  address: v.exactOptional(ipv4),
  hostKey: v.exactOptional(hostKey),
});

/** `steading:host`: a machine outside Kubernetes. */
export const host = fields({
  address: ipv4,
  user: userName,
  port: v.optional(port, 22),
  hostKey: v.exactOptional(hostKey),
  identity: v.exactOptional(text),
  architecture: v.picklist(['amd64', 'arm64'], 'amd64 or arm64'),
  os: v.optional(v.picklist(['debian', 'fedora'], 'debian or fedora'), 'debian'),
  memory: size,
  gpu: v.exactOptional(fields({ model: text, memory: size })),
  disk: v.optional(v.picklist(['ssd', 'hdd', 'sd'], 'ssd, hdd or sd'), 'ssd'),
  pageSize: v.optional(v.picklist([4, 16, 64], '4, 16 or 64 (KiB)'), 4),
});

/** `steading:cluster`: nodes, networks and storage of a Kubernetes cluster. */
export const cluster = fields({
  kubernetes: releaseVersion,
  address: ipv4,
  network: v.exactOptional(cidr),
  nodes: record(node),
  serviceCidr: cidr,
  podCidr: cidr,
  storageClasses: v.pipe(v.array(text, 'a list of storage classes'), v.minLength(1, 'a list of storage classes')),
  networkPolicy: v.picklist(['kube-router', 'calico', 'cilium', 'none'], 'kube-router, calico, cilium or none'),
});

/** `steading:delivery`: who brings the tree to the cluster, and from where. */
export const delivery = v.pipe(
  fields({
    engine: v.picklist(['argocd', 'flux'], 'argocd or flux'),
    repository: urlWithSecretIn(
      'a Secret in the cluster, which `argocd repo add` or `flux create secret git` makes and no tree holds',
    ),
    revision: v.optional(text, 'main'),
    path: v.optional(v.string('a folder of the repository'), ''),
    namespace: v.optional(hostname),
    appOfApps: v.optional(v.boolean('true or false'), true),
  }),
  v.transform(({ engine, namespace = NAMESPACES[engine], ...rest }) => ({ engine, namespace, ...rest })),
);

const NAMESPACES = { argocd: 'argocd', flux: 'flux-system' };

/** `steading:charts`: where Helm charts come from. Every environment has it. */
export const charts = v.optional(
  fields({
    mirror: v.exactOptional(
      v.pipe(
        matching(
          'a repository of charts without a password in it, like oci://registry.example.org/charts or https://charts.example.org',
          /^(https?|oci):\/\/[^\s/@]+(\/[^\s@]*)?$/,
        ),
        v.transform((repository) => repository.replace(/\/+$/, '')),
      ),
    ),
  }),
  {},
);

/** `steading:deploy`: how `pulumi up` deploys an environment. Every environment has it. */
export const deploy = v.optional(
  fields({
    mode: v.optional(v.picklist(['direct', 'gitops'], 'direct or gitops'), 'direct'),
    unprotect: v.optional(v.array(text, 'a list of names'), []),
  }),
  {},
);
