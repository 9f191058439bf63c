import { error, list, warning } from '../entry';
import { form } from '../form';

/** Workloads and their pods. */
export const workload = {
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
  'workload/bad-schedule': error<{ object: string; schedule: string; problem: string }>({
    message: ({ object, schedule, problem }) => `${object} has the schedule '${schedule}': ${problem}`,
    fix: () => 'write minute, hour, day of the month, month and day of the week, such as 0 2 * * *',
    explain:
      'The API server reads schedules with robfig/cron, five fields or a name such as @daily, and refuses others.',
  }),
  'workload/unknown-zone': error<{ object: string; zone: string }>({
    message: ({ object, zone }) => `${object} uses the time zone '${zone}', which does not exist`,
    fix: () => 'use a time zone of the IANA database, such as Europe/Berlin',
    explain: 'The API server refuses a CronJob whose time zone it does not know.',
  }),
  'workload/part-of-a-byte': error<{ object: string; container: string; field: string; got: string }>({
    message: ({ object, container, field, got }) =>
      `${object} gives container '${container}' ${field} of ${got}; m is a thousandth of a byte`,
    fix: ({ got }) => `write ${got.replace('m', 'Mi')}, if mebibytes are meant`,
    explain: 'The suffix m means a thousandth: 512m of memory is half a byte. No container starts within that.',
  }),
  'workload/literal-variable': warning<{
    object: string;
    container: string;
    name: string;
    variable: string;
    why: string;
  }>({
    message: ({ object, container, name, variable, why }) =>
      `${name} of '${container}' in ${object} keeps $(${variable}) as it stands: ${why}`,
    fix: ({ variable }) => `define ${variable} in env, above what uses it`,
    explain:
      'The kubelet replaces $(VAR) in a variable by what env defines above it. Variables that stand below, or come from envFrom, are not looked at, and the text stays.',
  }),
  'workload/rolling-device': warning<{ object: string; device: string }>({
    message: ({ object, device }) =>
      `${object} requests a GPU (${device}) and uses rolling updates: the new pod waits for the GPU of the old pod`,
    fix: () => 'set strategy.type to Recreate, or maxSurge to 0',
    explain:
      'A rolling update starts the new pod before the old one ends. Where no other GPU is free, the new pod stays Pending and the old one runs on.',
  }),
  'workload/selector-mismatch': error<{ object: string; selector: string; labels: string }>({
    message: ({ object, selector, labels }) => `${object} selects pods by ${selector}, but makes them with ${labels}`,
    fix: () => 'give the pods the labels of the selector',
    explain: 'The API server refuses a controller that would not find its own pods.',
  }),
  'workload/unknown-volume': error<{ object: string; container: string; volume: string; known: readonly string[] }>({
    message: ({ object, container, volume, known }) =>
      `container '${container}' of ${object} mounts volume '${volume}', the pod has ${known.length > 0 ? list(known) : 'none'}`,
    fix: () => 'declare the volume, or mount an existing volume',
    explain: 'The API server refuses a pod that mounts an undeclared volume.',
  }),
  'workload/bad-port': error<{ object: string; field: string; got: string }>({
    message: ({ object, field, got }) => `${object}: '${field}' is ${got}, expected a port from 1 to 65535`,
    fix: () => 'choose a port from 1 to 65535',
    explain: 'TCP and UDP ports are 16 bits wide; the API server refuses any other number.',
  }),
  'workload/duplicate-name': error<{ object: string; what: string; name: string }>({
    message: ({ object, what, name }) => `${object} has two ${what} with the name '${name}'`,
    fix: () => 'rename one',
    explain:
      'Names identify containers, volumes, ports and environment variables. The API server refuses or drops a duplicate.',
  }),
  'workload/unknown-path': error<{ sidecar: string; workload: string; shares: string; known: readonly string[] }>({
    message: ({ sidecar, workload, shares, known }) =>
      `sidecar '${sidecar}' shares '${shares}', '${workload}' mounts ${known.length > 0 ? list(known) : 'nothing'}`,
    fix: () => 'share the path of a file or of a volume, as the workload states it',
    explain: 'A sidecar sees of the files and volumes of its workload those that it shares, at the same paths.',
  }),
  'workload/no-reason': error<{ workload: string; grant: string }>({
    message: ({ workload, grant }) => `workload '${workload}' has the grant ${grant} without a reason`,
    fix: () => 'write why the workload needs it, or remove the grant',
    explain:
      'Steading hardens pods. A reviewer of a tree has to know why a pod may do more: Steading writes the reason into its objects.',
  }),
  'workload/shared-selector': error<{ first: string; second: string; selector: string }>({
    message: ({ first, second, selector }) => `${first} and ${second} both select pods with ${selector}`,
    fix: () => 'add a distinct label to selector and template of each',
    explain:
      'Controllers with one selector count each other’s pods as theirs, and Services, budgets and autoscalers cannot tell them apart (Kubernetes: Deployments, Selector).',
  }),
  'workload/no-requests': warning<{ object: string; what: readonly string[] }>({
    message: ({ object, what }) => `${object} does not request ${list(what)}`,
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
    message: ({ object }) => `a Service sends requests to ${object}, but no container has a readinessProbe`,
    fix: () => 'add a readinessProbe that sends the same kind of request as the clients',
    explain:
      'Without a readinessProbe a pod gets requests as soon as its process starts: some of them fail at every start and every update.',
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
      `${object} starts its new pod before the old pod ends, but both need PersistentVolumeClaim '${claim}', which only one node can mount`,
    fix: () => 'set strategy.type to Recreate, or strategy.rollingUpdate.maxSurge to 0, or make it a StatefulSet',
    explain:
      'A ReadWriteOnce volume is attached to one node. A rolling update waits for the new pod, which waits for the volume, which the old pod holds until the new one is ready. On one and the same node both write to the same files.',
  }),
  'workload/claim-of-many': warning<{ object: string; replicas: number; claim: string }>({
    message: ({ object, replicas, claim }) =>
      `${object} has ${replicas} replicas for PersistentVolumeClaim '${claim}', which only one node at a time can mount`,
    fix: () => 'use a StatefulSet with volumeClaimTemplates, ReadWriteMany, or one replica',
    explain:
      'A ReadWriteOnce volume is attached to one node: replicas on other nodes stay in ContainerCreating, and those on the same node write to the same files.',
  }),
  'workload/short-grace': warning<{ object: string; seconds: number; hook: number }>({
    message: ({ object, seconds, hook }) =>
      hook > 0
        ? `the kubelet kills ${object} after ${seconds} s, but its preStop hook alone takes ${hook} s`
        : `the kubelet kills ${object} immediately at termination: terminationGracePeriodSeconds is ${seconds}`,
    fix: ({ hook }) => `set terminationGracePeriodSeconds to ${hook + 30}, or as long as it needs to end`,
    explain:
      'The grace period begins with the preStop hook, not after it. When it is over the process is killed: requests are cut off, files are half written.',
  }),
  'workload/no-stable-storage': warning<{ object: string }>({
    message: ({ object }) => `${object} stores no data: it has neither volumeClaimTemplates nor a claim`,
    fix: () => 'add volumeClaimTemplates, or use a Deployment',
    explain:
      'A StatefulSet gives its pods stable names and volumes. Without a persistent volume each restart deletes the state.',
  }),
  'workload/cron-overlap': warning<{ object: string }>({
    message: ({ object }) =>
      `${object} does not set concurrencyPolicy, so that a run can start before the last run has ended`,
    fix: () => 'set concurrencyPolicy to Forbid or Replace, or to Allow if runs may overlap',
    explain:
      'The default is Allow: when a run hangs, further runs start beside it, until the node is full or two runs write to the same place.',
  }),
  'workload/job-made-again': warning<{ object: string; seconds: number; engine: string }>({
    message: ({ object, seconds, engine }) =>
      `the TTL controller deletes ${object} ${seconds} s after it has finished, and ${engine} creates it again`,
    fix: () => 'remove ttlSecondsAfterFinished, make the Job a hook, or do not deliver it',
    explain:
      'GitOps creates every object that is in Git and not in the cluster. Each time Kubernetes deletes the finished Job, the engine creates and runs it again.',
  }),
  'workload/one-node': warning<{ object: string; replicas: number; nodes: number }>({
    message: ({ object, replicas, nodes }) =>
      `all ${replicas} replicas of ${object} can run on the same node, although the cluster has ${nodes} nodes`,
    fix: () => 'add a topologySpreadConstraint or a podAntiAffinity over kubernetes.io/hostname',
    explain:
      "Replicas are there to outlive a node. The scheduler's own default only prefers to spread, with a skew of 3: few replicas may well share a node.",
  }),
  'workload/service-link': error<{ object: string; container: string; variable: string; service: string }>({
    message: ({ object, container, variable, service }) =>
      `'${container}' of ${object} gets ${variable}=tcp://… for Service '${service}', and takes it for a setting of its own`,
    fix: ({ variable }) => `set enableServiceLinks to false, or ${variable} to the port`,
    explain:
      'For each Service of its namespace the kubelet sets <NAME>_PORT and others. A product that reads a variable of that name expects a number there, and does not start.',
  }),
  'workload/rolling-port': warning<{ object: string; port: string }>({
    message: ({ object, port }) =>
      `${object} takes port ${port} of a node and is rolled: the new pod waits for the port that the old pod holds`,
    fix: () => 'set strategy.type to Recreate, or maxSurge to 0',
    explain:
      'A rolling update starts the new pod before the old one ends. Where no other node is free for it, the new pod stays Pending and the old one runs on.',
  }),
};
