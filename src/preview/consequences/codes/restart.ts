import { note, warning } from '../../../diagnostics/entry';
import { does, some } from '../words';

const READS =
  'Variables and files that are mounted by subPath are read when a container starts and never again; other files of a ConfigMap or Secret are written anew by the kubelet within about a minute (Kubernetes: ConfigMaps, Mounted ConfigMaps are updated automatically).';

/** Processes start anew, or do not although they would have to. */
export const restart = {
  'restart/rolls': note<{ object: string; pods: string; why: readonly string[] }>({
    message: ({ object, pods, why }) => `${object} replaces ${pods}: ${some(why)}`,
    fix: () => 'apply it at a time when these pods can restart',
    explain:
      "A controller compares the template of its pods: whatever differs in it, labels and annotations included, replaces them all by the update strategy. Replicas, strategy and the object's own labels are not in it (Kubernetes: Deployments, Updating a Deployment).",
  }),
  'restart/reads-old': warning<{ object: string; source: string; how: string }>({
    message: ({ object, source, how }) =>
      `${source} changes, but ${object} keeps the old values that it read as ${how}: its pod template does not change`,
    fix: ({ object }) =>
      `restart it (kubectl rollout restart), or add a checksum annotation to the pod template of ${object}`,
    explain: READS,
  }),
  'restart/files-refresh': note<{ object: string; source: string }>({
    message: ({ object, source }) =>
      `the files that ${object} mounts from ${source} change within about a minute; its process does not restart`,
    fix: ({ object }) => `check whether the process of ${object} reloads its files`,
    explain: READS,
  }),
  'restart/reloaded': note<{ object: string; source: string; annotation: string }>({
    message: ({ object, source, annotation }) =>
      `Reloader restarts ${object} because ${source} changes (${annotation})`,
    fix: () => 'apply it at a time when these pods can restart',
    explain:
      "Stakater's Reloader watches ConfigMaps and Secrets and rolls the workloads that ask for it by annotation: `reloader.stakater.com/auto`, or a list of names (stakater/Reloader, README).",
  }),
  'restart/next-run': note<{ object: string; why: readonly string[] }>({
    message: ({ object, why }) =>
      `the next run of ${object} uses the new template: ${some(why)}; a current run continues unchanged`,
    fix: () => 'start a run by hand if it must not wait (kubectl create job --from=cronjob/…)',
    explain: 'A CronJob creates its Jobs from its current template; existing Jobs do not change (Kubernetes: CronJob).',
  }),
  'restart/on-delete': warning<{ object: string; why: readonly string[] }>({
    message: ({ object, why }) =>
      `the pods of ${object} stay as they are until you delete them: its update strategy is OnDelete, and its template changes (${some(why)})`,
    fix: () => 'delete the pods one by one when they can restart',
    explain:
      'With updateStrategy OnDelete a StatefulSet or DaemonSet makes new pods from the new template only where an old one was deleted (Kubernetes: StatefulSets, Update strategies).',
  }),
  'restart/paused': warning<{ object: string; why: readonly string[] }>({
    message: ({ object, why }) => `${object} is paused: its template changes (${some(why)}), its pods do not`,
    fix: () => 'set spec.paused to false when you want the new pods',
    explain:
      'A paused Deployment keeps changes of its template until it is resumed (Kubernetes: Deployments, Pausing and Resuming a rollout).',
  }),
  'restart/resumed': note<{ object: string }>({
    message: ({ object }) =>
      `${object} is no longer paused: its controller now rolls out all template changes made during the pause`,
    fix: () => 'compare the running pods with the template (kubectl rollout history)',
    explain:
      'A paused Deployment keeps changes of its template until it is resumed (Kubernetes: Deployments, Pausing and Resuming a rollout).',
  }),
  'restart/release': note<{ release: string; values: readonly string[] }>({
    message: ({ release, values }) =>
      `${release} gets other values (${some(values)}): the chart decides which pods restart`,
    fix: () => 'render the chart with both sets of values (helm template) to see which pods restart',
    explain:
      'Helm renders a chart with the new values and patches the objects that differ; without rendering Steading does not know which.',
  }),
  'restart/operand': note<{ object: string; operator: string; fields: readonly string[] }>({
    message: ({ object, operator, fields }) =>
      `${operator} restarts the pods of ${object} one after another: ${some(fields)} ${does(fields, 'change')}`,
    fix: () => 'check that every partition, shard or drive has another in-sync copy',
    explain:
      'Operators roll the pods of their custom resources when what reaches these pods changes (Strimzi: Rolling updates; MinIO Operator: Tenant).',
  }),
  'restart/unit': note<{ host: string; unit: string }>({
    message: ({ host, unit }) => `${unit} restarts on ${host}`,
    fix: () => 'apply it at a time when the unit can restart',
    explain: 'Steading restarts a systemd unit after its own file, or a file that it reads, has changed.',
  }),
  'restart/command': note<{ host: string; command: string; because: string }>({
    message: ({ host, command, because }) => `'${command}' runs again on ${host}: ${because}`,
    fix: () => 'read the command; it runs only where its test reports that it is not done yet',
    explain: 'A command of a host runs again when its text, or a file that it reads, has changed.',
  }),
};
