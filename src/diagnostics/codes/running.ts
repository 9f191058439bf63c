import { error, list, warning } from '../entry';

/** What the API server takes and what runs badly all the same. */
export const running = {
  'workload/no-requests': warning<{ object: string; what: readonly string[] }>({
    message: ({ object, what }) => `${object} does not ask for ${list(what)}`,
    fix: () => 'request what the container needs when it is busy',
    explain:
      'The scheduler places pods by what they request. One that requests nothing may land on a node that is full, and is the first to be evicted there. ' +
      'A limit without a request counts as request (Kubernetes: Resource Management for Pods and Containers).',
  }),
  'workload/no-memory-limit': warning<{ object: string; containers: readonly string[] }>({
    message: ({ object, containers }) =>
      `${object} sets no memory limit for ${list(containers.map((name) => `'${name}'`))}`,
    fix: () => 'limit memory to the most that the container may take',
    explain:
      'A container without a memory limit that leaks takes the memory of its node, and the kernel ends whatever it finds there. ' +
      'No limit is asked for of cpu: it is shared by weight, and a limit slows down what could have used spare cycles.',
  }),
  'workload/no-readiness': warning<{ object: string }>({
    message: ({ object }) => `${object} gets requests from a Service, but no container says when it is ready`,
    fix: () => 'give it a readinessProbe that asks what its clients ask',
    explain:
      'Without a readinessProbe a pod gets requests as soon as its process exists: at every start and every update some of them fail.',
  }),
  'workload/unknown-probe-port': error<{ object: string; container: string; probe: string; port: string }>({
    message: ({ object, container, probe, port }) =>
      `${probe} of '${container}' in ${object} asks port '${port}', which the container does not name`,
    fix: () => 'name a port of the container so, or ask by number',
    explain:
      'The kubelet looks for a port of that name in the container. It finds none, the probe fails each time, and the container is restarted or never ready.',
  }),
  'workload/undeclared-probe-port': warning<{ object: string; container: string; probe: string; port: string }>({
    message: ({ object, container, probe, port }) =>
      `${probe} of '${container}' in ${object} asks port ${port}, which no container of the pod opens`,
    fix: () => 'ask a port that is open, or state this one among the ports',
    explain:
      'Ports of containers are statements and bind nothing, but a pod that states some and is asked at another mostly has a wrong number in one of the two.',
  }),
  'workload/rolling-claim': warning<{ object: string; claim: string }>({
    message: ({ object, claim }) =>
      `${object} starts its new pod before the old one has gone, but both need PersistentVolumeClaim '${claim}', which is for one node`,
    fix: () => 'set strategy.type to Recreate, or strategy.rollingUpdate.maxSurge to 0, or make it a StatefulSet',
    explain:
      'A ReadWriteOnce volume is attached to one node. A rolling update waits for the new pod, which waits for the volume, which the old pod holds until the new one is ready. On one and the same node both write to the same files.',
  }),
  'workload/claim-of-many': warning<{ object: string; replicas: number; claim: string }>({
    message: ({ object, replicas, claim }) =>
      `${object} has ${replicas} replicas for one PersistentVolumeClaim '${claim}', which one node at a time may mount`,
    fix: () => 'use a StatefulSet with volumeClaimTemplates, ReadWriteMany, or one replica',
    explain:
      'A ReadWriteOnce volume is attached to one node: replicas on other nodes stay in ContainerCreating, and those on the same node write to the same files.',
  }),
  'workload/short-grace': warning<{ object: string; seconds: number; hook: number }>({
    message: ({ object, seconds, hook }) =>
      hook > 0
        ? `${object} is killed after ${seconds} s, but its preStop hook alone takes ${hook} s`
        : `${object} is killed at once when it is told to end: terminationGracePeriodSeconds is ${seconds}`,
    fix: ({ hook }) => `set terminationGracePeriodSeconds to ${hook + 30}, or as long as it needs to end`,
    explain:
      'The grace period begins with the preStop hook, not after it. When it is over the process is killed: requests are cut off, files are half written.',
  }),
  'workload/no-stable-storage': warning<{ object: string }>({
    message: ({ object }) => `${object} keeps nothing: it has neither volumeClaimTemplates nor a claim`,
    fix: () => 'give it volumeClaimTemplates, or make it a Deployment',
    explain:
      'A StatefulSet gives its pods names and volumes that stay. Without a volume that outlives the pod its state is gone with every restart.',
  }),
  'workload/cron-overlap': warning<{ object: string }>({
    message: ({ object }) => `${object} does not say what happens when its last run has not ended: concurrencyPolicy`,
    fix: () => 'set concurrencyPolicy to Forbid or Replace, or to Allow if runs may overlap',
    explain:
      'The default is Allow: a run that hangs is joined by the next and the next, until the node is full or two of them have written to the same place.',
  }),
  'workload/job-made-again': warning<{ object: string; seconds: number; engine: string }>({
    message: ({ object, seconds, engine }) =>
      `${object} is removed ${seconds} s after it has ended, and ${engine} makes it again`,
    fix: () => 'drop ttlSecondsAfterFinished, make it a hook, or keep it out of what is delivered',
    explain:
      'GitOps makes whatever is in Git and not in the cluster. A Job that removes itself is out of sync, made anew, and runs again, for ever.',
  }),
  'workload/one-node': warning<{ object: string; replicas: number; nodes: number }>({
    message: ({ object, replicas, nodes }) =>
      `nothing keeps the ${replicas} replicas of ${object} off one and the same of ${nodes} nodes`,
    fix: () => 'add a topologySpreadConstraint or a podAntiAffinity over kubernetes.io/hostname',
    explain:
      "Replicas are there to outlive a node. The scheduler's own default only prefers to spread, with a skew of 3: few replicas may well share a node.",
  }),
  'placement/no-node': warning<{ object: string; wanted: string }>({
    message: ({ object, wanted }) => `${object} wants a node with ${wanted}, the cluster states none`,
    fix: () => "select another node, or state the label among the node's",
    explain: 'A pod whose nodeSelector or required node affinity no node meets stays Pending.',
  }),
  'capacity/too-large': error<{ object: string; wants: string; largest: string }>({
    message: ({ object, wants, largest }) =>
      `${object} asks for ${wants}, but the largest node that it may run on has ${largest} to give`,
    fix: () => 'request less, or state a larger node',
    explain:
      "A pod runs on one node. Its request must fit into one that is empty but for what the node's own processes take (`reserved`).",
  }),
  'capacity/does-not-fit': warning<{ wants: string; have: string; left: readonly string[]; unknown: string }>({
    message: ({ wants, have, left, unknown }) =>
      `the pods ask for ${wants}, the nodes have ${have} to give: no room for ${some(left)}${unknown}`,
    fix: () => 'request less, run fewer replicas, or add a node',
    explain:
      'Requests of all pods are placed on the nodes of the inventory, largest first, with what DaemonSets and the node itself (`reserved`) take set aside. Pods without room stay Pending. Requests of Helm charts are not known and come on top.',
  }),
  'capacity/node-lost': warning<{ node: string; left: readonly string[]; unknown: string }>({
    message: ({ node, left, unknown }) =>
      `everything fits while all nodes are there; without '${node}' there is no room for ${some(left)}${unknown}`,
    fix: () => 'request less, or add a node, so that the rest can take over',
    explain:
      'A cluster of several nodes is meant to survive the loss of one. The largest is taken away and its pods are placed anew; those that are bound to it are left out.',
  }),
};

const MANY = 3;

function some(all: readonly string[]): string {
  return all.length > MANY ? `${all.slice(0, MANY).join(', ')} and ${all.length - MANY} more` : list(all);
}
