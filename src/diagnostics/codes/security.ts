import { list, warning } from '../entry';

const REASON =
  'remove the setting, or give a reason: in a grant of the workload, in the annotation steading.dev/grants, or in an acknowledgement of the component';

/** What a pod may do on its node. */
export const security = {
  'security/privileged': warning<{ object: string; container: string }>({
    message: ({ object, container }) => `${object} runs container '${container}' as privileged`,
    fix: () => REASON,
    explain:
      'A privileged container is root on its node: it sees every device and every other container. Mostly one capability or one device is meant. Reported where the namespace would admit it; elsewhere it is pod-security/violation.',
  }),
  'security/host-namespace': warning<{ object: string; fields: readonly string[] }>({
    message: ({ object, fields }) => `${object} shares ${list(fields)} with its node`,
    fix: () => REASON,
    explain:
      "With the host's network no NetworkPolicy holds the pod; with its processes it can read the environment of all others. Agents that measure the node have a reason.",
  }),
  'security/host-path': warning<{ object: string; paths: readonly string[] }>({
    message: ({ object, paths }) => `${object} mounts ${list(paths)} of its node`,
    fix: () => REASON,
    explain:
      'A path of the node outlives the pod, is not the same on the next node, and leads out of the container. Data belongs into a PersistentVolumeClaim; agents of the node have a reason.',
  }),
  'security/capability': warning<{ object: string; container: string; capabilities: readonly string[] }>({
    message: ({ object, container, capabilities }) =>
      `${object} gives '${container}' the ${capabilities.length > 1 ? 'capabilities' : 'capability'} ${list(capabilities)}`,
    fix: () => REASON,
    explain:
      'What is named goes beyond what a container runtime gives by default (Pod Security Standards, baseline). SYS_ADMIN is nearly root, NET_ADMIN may change the routes of the pod, NET_RAW may forge packets.',
  }),
  'security/plain-text': warning<{ object: string; place: string }>({
    message: ({ object, place }) =>
      `${place} of ${object} ${place.startsWith('keys ') ? 'hold secrets' : 'holds a secret'} in plain text`,
    fix: () => 'declare a Secret, read its key, and change the value: it has been in the repository',
    explain:
      'Whoever may read the repository, the pod, the ConfigMap or the values of a release can read it, and so can every backup. Looked at are the values of Secrets (base64 hides nothing), of releases written as HelmRelease or Application too, every field and text of every object, and scripts. Seen by the name (…_PASSWORD, token, apiKey) at any depth of YAML and JSON, by passwords and tokens in URLs, by forms that issuers give to their keys, and by private keys. A Secret without values is for a person to fill, ${VAR} and the like say where a value is: neither is meant. The value itself is never printed.',
  }),
  'security/unused-token': warning<{ object: string; account: string }>({
    message: ({ object, account }) =>
      `${object} mounts a token of service account '${account}', but no binding gives this account a role`,
    fix: () => 'set automountServiceAccountToken to false, or bind a role to the account',
    explain:
      'Kubernetes mounts a token into every pod unless the pod opts out. An attacker can use an unused token: it authenticates at everything that trusts the cluster.',
  }),
};
