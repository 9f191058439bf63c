import { error, warning } from '../../../diagnostics/entry';
import { does, some } from '../words';

const nobody = (services: readonly string[]) =>
  services.length > 0 ? `; ${some(services)} ${does(services, 'have')} no ready pods meanwhile` : '';

/** Something does not answer for a while, or for good. */
export const downtime = {
  'downtime/recreate': warning<{ object: string; services: readonly string[] }>({
    message: ({ object, services }) =>
      `${object} stops all its pods before it starts new ones (strategy Recreate)${nobody(services)}`,
    fix: () => 'apply it when an outage is acceptable, and check how long the pods take to become ready',
    explain:
      'With strategy Recreate all old pods have ended before a new one is created (Kubernetes: Deployments, Recreate Deployment).',
  }),
  'downtime/only-pod': warning<{ object: string; replicas: number; unavailable: string; services: readonly string[] }>({
    message: ({ object, replicas, unavailable, services }) =>
      `${object} may stop ${replicas === 1 ? 'its only pod' : `all ${replicas} pods`} before a new one is ready: maxUnavailable is ${unavailable}${nobody(services)}`,
    fix: () => 'set maxSurge to 1 and maxUnavailable to 0 if the nodes have room and no volume prevents it',
    explain:
      'A rolling update keeps at least replicas - maxUnavailable pods: none where both are equal (Kubernetes: Deployments, Rolling Update Deployment).',
  }),
  'downtime/claim-held': warning<{ object: string; claim: string }>({
    message: ({ object, claim }) =>
      `${object} starts its new pod while the old pod holds claim '${claim}', which only one node can mount: on another node the new pod waits for ever, on the same node both pods write`,
    fix: () => 'set strategy.type to Recreate, or delete the old pod by hand',
    explain:
      'A ReadWriteOnce volume is attached to one node. A rolling update removes the old pod only when the new pod is ready (Kubernetes: Persistent Volumes, Access Modes).',
  }),
  'downtime/stateful-single': warning<{ object: string; services: readonly string[] }>({
    message: ({ object, services }) =>
      `${object} has one pod, which its controller stops before it starts the new pod${nobody(services)}`,
    fix: () => 'apply it when an outage is acceptable; its clients have to reconnect',
    explain:
      'A StatefulSet deletes a pod before it makes the new one of the same name (Kubernetes: StatefulSets, Rolling Updates).',
  }),
  'downtime/scaled-to-zero': warning<{ object: string; before: number; services: readonly string[] }>({
    message: ({ object, before, services }) =>
      `${object} no longer runs any pods, ${before} before${services.length > 0 ? `; ${some(services)} ${does(services, 'have')} no pods` : ''}`,
    fix: () => 'check which clients use it, and when to scale it up again',
    explain: 'With replicas: 0 the controller stops all pods and starts none.',
  }),
  'downtime/last-replica': warning<{ object: string; before: number }>({
    message: ({ object, before }) =>
      `${object} runs one pod instead of ${before}: if the pod or its node fails, no pod runs until the controller starts a new one`,
    fix: () => 'keep two replicas if its clients cannot wait',
    explain: 'A single replica is unavailable at every drain of its node, eviction or crash.',
  }),
  'downtime/budget-removed': warning<{ object: string; what: string; pods: readonly string[] }>({
    message: ({ object, what, pods }) => `${object} ${what}: a drain can evict all pods of ${some(pods)} at once`,
    fix: () => 'keep a PodDisruptionBudget for workloads with several replicas',
    explain:
      'kubectl drain and upgrades of nodes evict pods as long as no budget forbids it (Kubernetes: Disruptions).',
  }),
  'downtime/port-removed': warning<{ object: string; port: string; users: readonly string[] }>({
    message: ({ object, port, users }) =>
      `${object} no longer has ${port}, which ${some(users)} still ${does(users, 'use')}`,
    fix: () => 'change both together, or keep the old port beside the new one until no client uses it',
    explain:
      'Connections to a port that a Service does not have get no answer; an Ingress that names the port has no backend.',
  }),
  'downtime/service-removed': warning<{ object: string; users: readonly string[] }>({
    message: ({ object, users }) => `${object} is removed, but ${some(users)} still ${does(users, 'use')} it`,
    fix: () => 'change its clients first',
    explain: 'DNS no longer resolves the name of a deleted Service; an Ingress that names it answers 503.',
  }),
  'downtime/selector-matches-nothing': warning<{ object: string; selector: string; before: readonly string[] }>({
    message: ({ object, selector, before }) =>
      `${object} no longer selects any pods: no pod has ${selector}; before, it selected ${some(before)}`,
    fix: () => 'set the same labels in the selector and on the pods',
    explain: 'A Service without endpoints refuses every connection (Kubernetes: Service).',
  }),
  'downtime/workload-removed': warning<{ object: string; services: readonly string[] }>({
    message: ({ object, services }) =>
      `${object} is removed${services.length > 0 ? `: ${some(services)} ${does(services, 'have')} no pods` : ', its pods end'}`,
    fix: () => 'check who still needs it',
    explain: 'Kubernetes deletes pods together with the object that owns them.',
  }),
  'downtime/release-removed': warning<{ release: string; chart: string }>({
    message: ({ release, chart }) => `uninstalling ${release} deletes all objects of chart '${chart}'`,
    fix: () => 'check who still needs it; CustomResourceDefinitions from its folder crds/ stay',
    explain: 'helm uninstall deletes every object of a release that is not marked to be kept (Helm: helm uninstall).',
  }),
  'downtime/probe-removed': warning<{ object: string; container: string; probe: string; then: string }>({
    message: ({ object, container, probe, then }) => `'${container}' of ${object} no longer has a ${probe}: ${then}`,
    fix: () => 'keep the probe, or write in the pull request what replaces it',
    explain:
      'Without a readinessProbe a pod gets requests as soon as it runs, without a livenessProbe one that hangs is left alone, without a startupProbe the liveness probe counts from the first second (Kubernetes: Liveness, Readiness, and Startup Probes).',
  }),
  'downtime/suspended': warning<{ object: string }>({
    message: ({ object }) => `${object} is suspended: it starts no further runs`,
    fix: () => 'write down who will resume it, and when',
    explain:
      'A suspended CronJob skips its times; runs under way go on (Kubernetes: CronJob, Schedule suspension). A suspended Job ends its pods.',
  }),
  'downtime/account-missing': error<{ object: string; account: string }>({
    message: ({ object, account }) => `${object} names ${account}, which is removed: no new pod of it starts`,
    fix: () => 'keep the ServiceAccount, or remove its name from the pod template',
    explain:
      'The API server refuses a pod whose ServiceAccount does not exist (Kubernetes: Managing Service Accounts, admission controller). Pods that run go on until they are replaced.',
  }),
  'downtime/config-missing': warning<{ object: string; config: string }>({
    message: ({ object, config }) => `${config} is removed, and ${object} still reads it: its next pod does not start`,
    fix: ({ config }) => `keep ${config}, or remove the reference first`,
    explain:
      'A container whose ConfigMap is not there stays in CreateContainerConfigError or ContainerCreating, unless the reference is optional. Pods that run are not touched: it shows at the next restart.',
  }),
  'downtime/route-removed': warning<{ object: string; host: string }>({
    message: ({ object, host }) => `no route serves ${host} any longer: ${object} no longer names it`,
    fix: () => 'check which clients still use that address, and remove it from DNS as well',
    explain: 'An ingress controller answers 404 for a host without a route.',
  }),
  'downtime/reboot': warning<{ host: string; command: string; because: string }>({
    message: ({ host, command, because }) => `${host} reboots after '${command}': ${because}`,
    fix: () => 'drain the node, or warn the users of the machine',
    explain: 'The command declares that it takes effect after a reboot.',
  }),
  'downtime/host-removed': warning<{ host: string }>({
    message: ({ host }) => `host ${host} is no longer declared: its files and services stay as they are`,
    fix: () => 'stop its units by hand, or shut down the machine',
    explain: 'Steading does not connect to a host that is no longer declared, and does not undo anything on it.',
  }),
};
