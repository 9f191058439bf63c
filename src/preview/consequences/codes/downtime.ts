import { error, warning } from '../../../diagnostics/entry';
import { does, some } from '../words';

const nobody = (services: readonly string[]) =>
  services.length > 0 ? `; ${some(services)} ${does(services, 'have')} nobody to answer meanwhile` : '';

/** Something does not answer for a while, or for good. */
export const downtime = {
  'downtime/recreate': warning<{ object: string; services: readonly string[] }>({
    message: ({ object, services }) =>
      `${object} stops all its pods before it starts new ones (strategy Recreate)${nobody(services)}`,
    fix: () => 'apply it when nobody needs it, and see how long it takes to become ready',
    explain:
      'With strategy Recreate all old pods have ended before a new one is created (Kubernetes: Deployments, Recreate Deployment).',
  }),
  'downtime/only-pod': warning<{ object: string; replicas: number; unavailable: string; services: readonly string[] }>({
    message: ({ object, replicas, unavailable, services }) =>
      `${object} may stop ${replicas === 1 ? 'its only pod' : `all ${replicas} pods`} before a new one is ready: maxUnavailable is ${unavailable}${nobody(services)}`,
    fix: () => 'let maxSurge be 1 and maxUnavailable 0 where there is room and no volume in the way',
    explain:
      'A rolling update keeps at least replicas - maxUnavailable pods: none where both are equal (Kubernetes: Deployments, Rolling Update Deployment).',
  }),
  'downtime/claim-held': warning<{ object: string; claim: string }>({
    message: ({ object, claim }) =>
      `${object} starts its new pod while the old one holds claim '${claim}', which is for one node: on another node it waits for ever, on the same one both write`,
    fix: () => 'set strategy.type to Recreate, or delete the old pod by hand',
    explain:
      'A ReadWriteOnce volume is attached to one node. A rolling update takes the old pod away only when the new one is ready (Kubernetes: Persistent Volumes, Access Modes).',
  }),
  'downtime/stateful-single': warning<{ object: string; services: readonly string[] }>({
    message: ({ object, services }) =>
      `${object} has one pod, which is stopped before its successor starts${nobody(services)}`,
    fix: () => 'apply it when nobody needs it; its clients must connect again',
    explain:
      'A StatefulSet deletes a pod before it makes the new one of the same name (Kubernetes: StatefulSets, Rolling Updates).',
  }),
  'downtime/scaled-to-zero': warning<{ object: string; before: number; services: readonly string[] }>({
    message: ({ object, before, services }) =>
      `${object} runs no pods any more, instead of ${before}${services.length > 0 ? `; ${some(services)} ${does(services, 'have')} nobody to answer` : ''}`,
    fix: () => 'see who calls it, and when it is to come back',
    explain: 'With replicas: 0 all pods are stopped and none is started.',
  }),
  'downtime/last-replica': warning<{ object: string; before: number }>({
    message: ({ object, before }) =>
      `${object} runs one pod instead of ${before}: when its node or the pod goes there is none until it is started elsewhere`,
    fix: () => 'keep two, where something else must not wait for it',
    explain: 'One replica is not available while it is moved: at every drain of its node, eviction or crash.',
  }),
  'downtime/budget-removed': warning<{ object: string; what: string; pods: readonly string[] }>({
    message: ({ object, what, pods }) => `${object} ${what}: a drain may take all pods of ${some(pods)} at once`,
    fix: () => 'keep a PodDisruptionBudget for whatever has more than one replica',
    explain:
      'kubectl drain and upgrades of nodes evict pods as long as no budget forbids it (Kubernetes: Disruptions).',
  }),
  'downtime/port-removed': warning<{ object: string; port: string; users: readonly string[] }>({
    message: ({ object, port, users }) =>
      `${object} no longer has ${port}, which ${some(users)} ${does(users, 'ask')} for`,
    fix: () => 'change both in one go, or keep the old port beside the new one until nobody asks for it',
    explain:
      'Who asks for a port that a Service does not have gets no answer; an Ingress that names it has no backend.',
  }),
  'downtime/service-removed': warning<{ object: string; users: readonly string[] }>({
    message: ({ object, users }) => `${object} is removed, and ${some(users)} still ${does(users, 'lead')} there`,
    fix: () => 'lead them elsewhere first',
    explain: 'The name of a Service that is deleted resolves to nothing; an Ingress that names it answers 503.',
  }),
  'downtime/selector-matches-nothing': warning<{ object: string; selector: string; before: readonly string[] }>({
    message: ({ object, selector, before }) =>
      `${object} selects no pods any more: none has ${selector}, by which it led to ${some(before)}`,
    fix: () => 'let the selector and the labels of the pods agree',
    explain: 'A Service without endpoints refuses every connection (Kubernetes: Service).',
  }),
  'downtime/workload-removed': warning<{ object: string; services: readonly string[] }>({
    message: ({ object, services }) =>
      `${object} is removed${services.length > 0 ? `: ${some(services)} ${does(services, 'have')} nobody to answer` : ', its pods end'}`,
    fix: () => 'see who still needs what it did',
    explain: 'Pods are deleted with the object that made them.',
  }),
  'downtime/release-removed': warning<{ release: string; chart: string }>({
    message: ({ release, chart }) => `${release} is uninstalled: everything that chart '${chart}' made is deleted`,
    fix: () => 'see who still needs what it did; CustomResourceDefinitions of its folder crds/ stay',
    explain: 'helm uninstall deletes every object of a release that is not marked to be kept (Helm: helm uninstall).',
  }),
  'downtime/probe-removed': warning<{ object: string; container: string; probe: string; then: string }>({
    message: ({ object, container, probe, then }) => `'${container}' of ${object} has no ${probe} any more: ${then}`,
    fix: () => 'keep the probe, or say what replaces it',
    explain:
      'Without a readinessProbe a pod gets requests as soon as it runs, without a livenessProbe one that hangs is left alone, without a startupProbe the liveness probe counts from the first second (Kubernetes: Liveness, Readiness, and Startup Probes).',
  }),
  'downtime/suspended': warning<{ object: string }>({
    message: ({ object }) => `${object} is suspended: it starts no more runs`,
    fix: () => 'write down who resumes it, and when',
    explain:
      'A suspended CronJob skips its times; runs under way go on (Kubernetes: CronJob, Schedule suspension). A suspended Job ends its pods.',
  }),
  'downtime/account-missing': error<{ object: string; account: string }>({
    message: ({ object, account }) => `${object} names ${account}, which is removed: no new pod of it starts`,
    fix: () => 'keep the ServiceAccount, or take its name out of the pod template',
    explain:
      'The API server refuses a pod whose ServiceAccount does not exist (Kubernetes: Managing Service Accounts, admission controller). Pods that run go on until they are replaced.',
  }),
  'downtime/config-missing': warning<{ object: string; config: string }>({
    message: ({ object, config }) => `${config} is removed, and ${object} still reads it: its next pod does not start`,
    fix: ({ config }) => `keep ${config}, or take the reference away first`,
    explain:
      'A container whose ConfigMap is not there stays in CreateContainerConfigError or ContainerCreating, unless the reference is optional. Pods that run are not touched: it shows at the next restart.',
  }),
  'downtime/route-removed': warning<{ object: string; host: string }>({
    message: ({ object, host }) => `nothing answers for ${host} any more: ${object} no longer names it`,
    fix: () => 'see who still calls that address, and take it out of DNS as well',
    explain: 'An ingress controller answers 404 for what no route names.',
  }),
  'downtime/reboot': warning<{ host: string; command: string; because: string }>({
    message: ({ host, command, because }) => `${host} reboots after '${command}': ${because}`,
    fix: () => 'drain the node, or warn who uses the machine',
    explain: 'The command says that what it does takes effect with a reboot.',
  }),
  'downtime/host-removed': warning<{ host: string }>({
    message: ({ host }) =>
      `${host} is no longer managed: what was set up on it stays and runs, and nobody looks after it`,
    fix: () => 'stop its units by hand, or take the machine away',
    explain: 'A host that is no longer declared is not connected to: nothing is undone on it.',
  }),
};
