import { error, list, warning } from '../entry';

/** Mistakes in single objects: what the API server would refuse, or would take and never run. */
export const objects = {
  'object/duplicate': error<{ object: string; first: string; second: string }>({
    message: ({ object, first, second }) => `${object} is made by ${first} and by ${second}`,
    fix: () => 'rename one, or declare it once and share it',
    explain:
      'One object, one owner: two would overwrite each other at every reconciliation, and removing one would remove both.',
  }),
  'object/incomplete': error<{ path: string; missing: readonly string[] }>({
    message: ({ path, missing }) => `${path} makes an object without ${list(missing)}`,
    fix: ({ missing }) => `give it ${missing.length > 1 ? 'them' : 'one'}, as a text`,
    explain:
      'An object is known by apiVersion, kind and metadata.name: without them nothing can be done with it, not even say what is wrong inside.',
  }),
  'object/bad-name': error<{ object: string; name: string; expected: string }>({
    message: ({ object, name, expected }) => `${object} is called '${name}', expected ${expected}`,
    fix: () => 'rename it',
    explain:
      'Kubernetes refuses the name: most objects take DNS subdomains (RFC 1123), Services and namespaces DNS labels of at most 63 characters.',
  }),
  'object/moving-selector': warning<{ object: string; field: string; label: string; value: string }>({
    message: ({ object, field, label, value }) =>
      `${object} carries the version '${value}' of label ${label} in ${field}, which cannot be changed`,
    fix: () => 'leave the label out there; the template may carry it',
    explain:
      'Selectors and volumeClaimTemplates cannot be changed. With a version in them the next one is refused, and the object has to be deleted and made anew.',
  }),
  'schema/unknown-kind': error<{ object: string; kind: string; apiVersion: string }>({
    message: ({ object, kind, apiVersion }) => `${object}: nothing defines kind '${kind}' of ${apiVersion}`,
    fix: () => 'correct kind and version, or declare the release that defines it',
    explain:
      'The API server knows the kinds of Kubernetes and those that a CustomResourceDefinition defines, each at the versions that it serves.',
  }),
  'schema/unknown-field': error<{ object: string; field: string; nearest: string }>({
    message: ({ object, field }) => `${object} has no field '${field}'`,
    fix: ({ nearest }) => `did you mean '${nearest}'?`,
    explain:
      'With strict field validation the API server refuses the object; without, it drops the field and says nothing.',
  }),
  'workload/selector-mismatch': error<{ object: string; selector: string; labels: string }>({
    message: ({ object, selector, labels }) => `${object} selects pods by ${selector}, but makes them with ${labels}`,
    fix: () => 'give the pods the labels of the selector',
    explain: 'The API server refuses a controller that would not find its own pods.',
  }),
  'workload/unknown-volume': error<{ object: string; container: string; volume: string; known: readonly string[] }>({
    message: ({ object, container, volume, known }) =>
      `container '${container}' of ${object} mounts volume '${volume}', the pod has ${known.length > 0 ? list(known) : 'none'}`,
    fix: () => 'declare the volume, or mount one that there is',
    explain: 'The API server refuses a pod that mounts what it does not have.',
  }),
  'workload/bad-port': error<{ object: string; field: string; got: string }>({
    message: ({ object, field, got }) => `${object}: '${field}' is ${got}, expected a port from 1 to 65535`,
    fix: () => 'choose a port that exists',
    explain: 'TCP and UDP ports are 16 bits wide; the API server refuses any other number.',
  }),
  'workload/duplicate-name': error<{ object: string; what: string; name: string }>({
    message: ({ object, what, name }) => `${object} has two ${what} called '${name}'`,
    fix: () => 'rename one',
    explain:
      'Containers, volumes, ports and environment variables are told apart by their names. Of two, the API server refuses one or drops it.',
  }),
  'workload/unknown-path': error<{ sidecar: string; workload: string; shares: string; known: readonly string[] }>({
    message: ({ sidecar, workload, shares, known }) =>
      `sidecar '${sidecar}' shares '${shares}', '${workload}' mounts ${known.length > 0 ? list(known) : 'nothing'}`,
    fix: () => 'share the path of a file or of a volume, as the workload states it',
    explain: 'A sidecar sees of the files and volumes of its workload those that it shares, at the same paths.',
  }),
  'workload/no-reason': error<{ workload: string; grant: string }>({
    message: ({ workload, grant }) => `'${workload}' is granted ${grant}, expected a reason, got none`,
    fix: () => 'say what it needs that for, or do not grant it',
    explain:
      'Pods are hardened. Whoever reviews a tree has to know why one may do more: the reason is written into its objects.',
  }),
  'reference/missing': error<{ object: string; kind: string; name: string }>({
    message: ({ object, kind, name }) => `${object} refers to ${kind} '${name}', which nothing makes`,
    fix: ({ kind }) => `declare the ${kind}, or refer to one that there is`,
    explain:
      'Pods that mount or read what is not there stay in ContainerCreating, objects for a namespace that is not there are refused. What a chart or the cluster brings has to be declared (`brings`) to be known.',
  }),
  'reference/perhaps-missing': warning<{ object: string; kind: string; name: string; maker: string }>({
    message: ({ object, kind, name, maker }) =>
      `${object} refers to ${kind} '${name}', which nothing known makes; ${maker} may, what that makes is not known`,
    fix: ({ kind }) => `see whether the ${kind} is made under this name, or declare it`,
    explain:
      'Charts and the operators of custom resources make objects that no file names. Steading knows those of common operators; where an object of another kind stands in the namespace, it cannot say that something is missing.',
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
  'pod-security/violation': error<{ object: string; namespace: string; level: string; why: string }>({
    message: ({ object, namespace, level, why }) =>
      `${object} ${why}, which namespace '${namespace}' (${level}) does not admit`,
    fix: () => 'do without, or move it to a namespace of a lower level',
    explain:
      'The namespace enforces a level of the Pod Security Standards: the API server takes the controller and refuses its pods, so that nothing starts.',
  }),
};
