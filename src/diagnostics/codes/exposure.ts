import { error, list, warning } from '../entry';

/** Ports and routes that lead into the cluster. */
export const exposure = {
  'exposure/duplicate-node-port': error<{ port: number; first: string; second: string }>({
    message: ({ port, first, second }) => `${first} and ${second} both use node port ${port}`,
    fix: () => 'choose another port for one of the two',
    explain:
      'A NodePort is one port on every node of the cluster: the API server refuses the second Service that requests it.',
  }),
  'exposure/node-port-range': error<{ port: number; endpoint: string; from: number; to: number }>({
    message: ({ port, endpoint, from, to }) => `${endpoint} asks for node port ${port}, outside ${from}–${to}`,
    fix: ({ from, to }) => `choose a port from ${from} to ${to}, or declare the range of the cluster`,
    explain: 'kube-apiserver allocates node ports from --service-node-port-range only (default 30000–32767).',
  }),
  'exposure/duplicate-host': error<{ host: string; first: string; second: string }>({
    message: ({ host, first, second }) => `https://${host} routes to ${first} and to ${second}`,
    fix: () => 'choose another host or path for one of the two',
    explain: 'Two routes for one host and path: which one answers depends on the ingress controller.',
  }),
  'exposure/not-ours': error<{ host: string; endpoint: string }>({
    message: ({ host, endpoint }) => `https://${host} routes to ${endpoint}, which no component of this stack serves`,
    fix: () => 'route to an endpoint of this stack; use a HostService for an address outside the cluster',
    explain: 'An ingress route ends at a Service of its own namespace. An address outside the cluster has no Service.',
  }),
  'exposure/no-authentication': warning<{ object: string; product: string }>({
    message: ({ object, product }) => `${object} exposes ${product}, which does not authenticate its users`,
    fix: () => 'add an authentication middleware, enable the authentication of the product, or do not expose it',
    explain:
      'Everybody who can reach the address can use the product. Steading accepts a route with basicAuth, forwardAuth or an allow list, or with the auth annotations of its ingress controller. The list of products is in src/checks/exposure/no-authentication.ts.',
  }),
  'exposure/no-tls': warning<{ object: string; hosts: readonly string[] }>({
    message: ({ object, hosts }) => `${object} serves ${list(hosts)} without TLS`,
    fix: () => 'set `tls` with a certificate, or redirect to https',
    explain:
      'Passwords and session cookies cross the network in plain text. Steading does not report a route whose middleware redirects to https, or that uses an internal entry point only.',
  }),
  'exposure/no-listener': error<{ object: string; gateway: string; why: string }>({
    message: ({ object, gateway, why }) => `no listener of ${gateway} takes ${object}: ${why}`,
    fix: () => 'name a listener that takes it, or let the listener take it (allowedRoutes, hostname, protocol)',
    explain:
      'A Gateway routes to a route only if one of its listeners admits it: by name, port, protocol, namespace and host. A listener admits its own namespace alone unless allowedRoutes says more.',
  }),
  'exposure/host-taken': warning<{ object: string; first: string; host: string }>({
    message: ({ object, first, host }) => `${object} answers for ${host}, and so does ${first}`,
    fix: () => 'give one of them another host or path',
    explain: 'Two Ingresses with one host and path: which of them answers depends on the ingress controller.',
  }),
};
