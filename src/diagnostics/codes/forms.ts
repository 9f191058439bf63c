import { type Entry, error } from '../entry';

interface Form {
  readonly object: string;
  readonly field: string;
  readonly got: string;
  readonly expected: string;
}

function form(explain: string): Entry<Form> {
  return error<Form>({
    message: ({ object, field, got, expected }) =>
      `${object}: ${field ? `'${field}' is ${got}` : 'it is'}, expected ${expected}`,
    fix: () => 'give it a value that the field takes',
    explain: `${explain} Kubernetes' own validation asks for it beyond the schema of the kind: the API server refuses the object.`,
  });
}

/** Values that have the type of their field, but not the form, or that exclude each other. */
export const forms = {
  'schema/wrong-value': error<Form>({
    ...form(''),
    explain:
      "The value has not the type or the form that the kind's schema asks for: the API server refuses the object.",
  }),
  'object/bad-label': form(
    'Keys of labels and annotations are qualified names, values of labels at most 63 letters, digits, dashes, dots and underscores; selectors speak of the same, with operators that want values or want none.',
  ),
  'object/bad-data': form(
    'Keys of a ConfigMap or Secret are file names: letters, digits, dashes, dots and underscores. All values together are at most 1 MiB.',
  ),
  'rbac/bad-rule': form('A rule names one verb at least, and one API group and resource, or paths.'),
  'rbac/bad-binding': form(
    'A binding gives a Role or ClusterRole, one that is good for the whole cluster only a ClusterRole, to service accounts, users and groups by their names.',
  ),
  'workload/bad-name': form(
    'Controllers write the names of Jobs and StatefulSets into labels and host names of their pods, which are shorter than other names.',
  ),
  'workload/bad-probe': form(
    'A probe or hook does exactly one thing: a command, an HTTP request, a connection, a gRPC call. Its times are not negative, and a container that ends has none.',
  ),
  'workload/bad-resources': form(
    'A request is no more than its limit, nothing is negative, and what cannot be shared is requested in whole numbers.',
  ),
  'workload/bad-variable': form(
    'A variable has a name and either a value or one source; the source names its object and key.',
  ),
  'workload/bad-volume': form(
    'A volume has a name and exactly one source. Paths inside it are relative and do not climb out, and no two mounts share a path.',
  ),
  'workload/bad-security': form(
    'User and group ids are numbers of 32 bits, a localhost profile is named where the type is Localhost, and what is privileged may escalate.',
  ),
  'workload/bad-placement': form(
    'Affinities have terms and weights from 1 to 100, tolerations a key or the operator Exists, spread constraints a skew of 1 or more.',
  ),
  'workload/bad-container': form(
    'Containers and their ports have names that are DNS labels, an image, and a restart policy that their controller allows.',
  ),
  'workload/bad-update': form(
    'Counts and times of a controller are not negative, a selector selects something, and its update strategy is able to move: not both 0 surge and 0 unavailable, no rolling update beside Recreate or OnDelete.',
  ),
  'storage/bad-claim': form(
    'A claim asks for more than no storage, with one access mode at least, and ReadWriteOncePod alone.',
  ),
  'storage/bad-class': form('A storage class names its provisioner, and deletes or retains.'),
  'capacity/bad-quota': form(
    'Quotas and ranges of limits are about resources that Kubernetes knows or that have a domain; nothing is negative, what is counted is whole, and a default lies between least and most.',
  ),
  'service/bad-port': form(
    'Ports of a Service are from 1 to 65535, each with its protocol once; of several each has a name. Node ports are for the types NodePort and LoadBalancer, from the range of the cluster.',
  ),
  'service/bad-address': form(
    "Addresses of a Service are IP addresses, a fixed one is of the cluster's service network, and an ExternalName has a name and no address.",
  ),
  'service/bad-endpoint': form(
    'Addresses of an EndpointSlice are of its address type and reachable, its ports have names of their own.',
  ),
  'network/bad-rule': form(
    'A peer is a network, or pods by their labels and namespaces, never both; ranges of ports end where they begin or later; exceptions lie within their network.',
  ),
  'network/bad-ingress': form(
    'An Ingress has rules or a backend for everything; its hosts are names, its paths absolute, and each backend is one port of a Service, or a resource.',
  ),
  'delivery/bad-value': error<Form>({
    ...form(''),
    explain:
      'Durations of Flux are numbers with ms, s, m or h, addresses of sources begin with a protocol that their kind speaks, and some fields take a few words only. Its definitions ask for it: the API server refuses the object.',
  }),
};

export type FormCode = keyof typeof forms;
