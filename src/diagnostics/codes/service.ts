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
    message: ({ object, first, port }) => `${object} asks for node-port ${port}, which ${first} has`,
    fix: () => 'give one of them another nodePort, or leave it out to be given a free one',
    explain: 'A node port is one for the whole cluster. The API server refuses the Service that comes second.',
  }),
  'service/perhaps-no-pods': warning<{ object: string; selector: string; maker: string }>({
    message: ({ object, selector, maker }) =>
      `${object} selects ${selector}, which no known pod has; pods of ${maker} may, their labels are not known`,
    fix: () => 'see whether such pods are made, or select by labels that the pods have',
    explain:
      'A Service whose selector matches nothing has no endpoints. Charts and operators of custom resources that Steading does not know may make pods with these labels.',
  }),
  'service/no-pods': error<{ object: string; selector: string }>({
    message: ({ object, selector }) => `${object} selects ${selector}, which no pod has`,
    fix: () => 'select by labels that the pods have',
    explain: 'A Service whose selector matches nothing has no endpoints: every connection to it is refused.',
  }),
  'service/no-port': error<{ object: string; port: string }>({
    message: ({ object, port }) => `${object} leads to port ${port}, which no container behind it opens`,
    fix: () => 'lead to a port that a container opens',
    explain: 'Connections arrive at the pod and are refused there.',
  }),
};
