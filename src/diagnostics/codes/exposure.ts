import { error, list, warning } from '../entry';

/** Ports and routes that lead into the cluster. */
export const exposure = {
  'exposure/duplicate-node-port': error<{ port: number; first: string; second: string }>({
    message: ({ port, first, second }) => `node port ${port} is given to ${first} and to ${second}`,
    fix: () => 'give one of them another port',
    explain:
      'A NodePort is one port on every node of the cluster: the API server refuses the second Service that asks for it.',
  }),
  'exposure/node-port-range': error<{ port: number; endpoint: string; from: number; to: number }>({
    message: ({ port, endpoint, from, to }) => `${endpoint} asks for node port ${port}, outside ${from}–${to}`,
    fix: ({ from, to }) => `choose a port from ${from} to ${to}, or state the cluster's own range`,
    explain:
      'kube-apiserver hands out node ports from --service-node-port-range only (30000–32767 unless told otherwise).',
  }),
  'exposure/duplicate-host': error<{ host: string; first: string; second: string }>({
    message: ({ host, first, second }) => `https://${host} leads to ${first} and to ${second}`,
    fix: () => 'give one of them another host or path',
    explain: 'Two routes for one host and path: which one answers depends on the ingress controller.',
  }),
  'exposure/not-ours': error<{ host: string; endpoint: string }>({
    message: ({ host, endpoint }) => `https://${host} leads to ${endpoint}, which no component of this stack answers`,
    fix: () => 'route to an endpoint of this stack; a HostService carries an address from outside into the cluster',
    explain: 'An ingress route ends at a Service of its own namespace. Somebody else’s address has none.',
  }),
  'exposure/no-authentication': warning<{ object: string; product: string }>({
    message: ({ object, product }) => `${object} leads out to ${product}, which asks nobody who they are`,
    fix: () => 'put a middleware that authenticates in front of it, switch its own on, or keep it inside',
    explain:
      'The product lets in whoever finds it. A route with basicAuth, forwardAuth or an allow list, or with the auth annotations of its ingress controller, is taken for guarded. The products known are in src/checks/exposure/no-authentication.ts.',
  }),
  'exposure/no-tls': warning<{ object: string; hosts: readonly string[] }>({
    message: ({ object, hosts }) => `${object} answers for ${list(hosts)} without TLS`,
    fix: () => 'give it `tls` with a certificate, or redirect to https',
    explain:
      'Passwords and sessions cross the network in the clear. A route whose middleware redirects to https, or that listens only on an entry point inside, is not meant.',
  }),
};
