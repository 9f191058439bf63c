import { error, warning } from '../entry';
import { form } from '../form';

/** Services. */
export const service = {
  'service/bad-port': form(
    'Ports of a Service are from 1 to 65535, each with its protocol once; of several each has a name. Node ports are for the types NodePort and LoadBalancer, from the range of the cluster.',
  ),
  'service/bad-address': form(
    "Addresses of a Service are IP addresses, a fixed one is of the cluster's service network, and an ExternalName has a name and no address.",
  ),
  'service/bad-endpoint': form(
    'Addresses of an EndpointSlice are of its address type and reachable, its ports have names of their own.',
  ),
  'service/node-port-taken': error<{ object: string; first: string; port: string }>({
    message: ({ object, first, port }) => `${object} requests node port ${port}, which ${first} already uses`,
    fix: () => 'choose another nodePort for one of the two, or omit it and let Kubernetes allocate one',
    explain: 'A node port belongs to one Service in the whole cluster. The API server refuses the second Service.',
  }),
  'service/perhaps-no-pods': warning<{ object: string; selector: string; maker: string }>({
    message: ({ object, selector, maker }) =>
      `${object} selects ${selector}, which no known pod has; pods of ${maker} may have these labels`,
    fix: () => 'check whether such pods exist, or select labels that the pods have',
    explain:
      'A Service whose selector matches nothing has no endpoints. Charts and operators of custom resources that Steading does not know may make pods with these labels.',
  }),
  'service/no-pods': error<{ object: string; selector: string }>({
    message: ({ object, selector }) => `${object} selects ${selector}, which no pod has`,
    fix: () => 'select labels that the pods have',
    explain: 'A Service whose selector matches no pod has no endpoints: every connection to it fails.',
  }),
  'service/no-port': error<{ object: string; port: string }>({
    message: ({ object, port }) => `${object} targets port ${port}, which no container of its pods declares`,
    fix: () => 'target a port that a container declares',
    explain: 'The pod refuses the connections.',
  }),
  'service/address-taken': error<{ object: string; first: string; address: string }>({
    message: ({ object, first, address }) => `${object} asks for ${address}, which ${first} has`,
    fix: () => 'give one of them another address, or another port',
    explain:
      'A cluster IP belongs to one Service; the API server refuses the second. Services share the address of a load balancer only with ports of their own.',
  }),
};
