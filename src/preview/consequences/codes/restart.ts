import { note, warning } from '../../../diagnostics/entry';
import { does, some } from '../words';

const READS =
  'Variables and files that are mounted by subPath are read when a container starts and never again; other files of a ConfigMap or Secret are written anew by the kubelet within about a minute (Kubernetes: ConfigMaps, Mounted ConfigMaps are updated automatically).';

/** Processes start anew, or do not although they would have to. */
export const restart = {
  'restart/rolls': note<{ object: string; pods: string; why: readonly string[] }>({
    message: ({ object, pods, why }) => `${object} replaces ${pods}: ${some(why)}`,
    fix: () => 'see that it is a time at which they may restart',
    explain:
      "A controller compares the template of its pods: whatever differs in it, labels and annotations included, replaces them all by the update strategy. Replicas, strategy and the object's own labels are not in it (Kubernetes: Deployments, Updating a Deployment).",
  }),
  'restart/reads-old': warning<{ object: string; source: string; how: string }>({
    message: ({ object, source, how }) =>
      `${source} changes, but ${object} goes on with what it read as ${how}: nothing in its template changes`,
    fix: ({ object }) => `restart it (kubectl rollout restart), or let a checksum in the template of ${object} follow`,
    explain: READS,
  }),
  'restart/files-refresh': note<{ object: string; source: string }>({
    message: ({ object, source }) =>
      `the files that ${object} mounts from ${source} change within about a minute; its process is not restarted`,
    fix: ({ object }) => `see whether the process of ${object} reads its files again by itself`,
    explain: READS,
  }),
  'restart/reloaded': note<{ object: string; source: string; annotation: string }>({
    message: ({ object, source, annotation }) =>
      `Reloader restarts ${object} because ${source} changes (${annotation})`,
    fix: () => 'see that it is a time at which they may restart',
    explain:
      "Stakater's Reloader watches ConfigMaps and Secrets and rolls the workloads that ask for it by annotation: `reloader.stakater.com/auto`, or a list of names (stakater/Reloader, README).",
  }),
  'restart/next-run': note<{ object: string; why: readonly string[] }>({
    message: ({ object, why }) =>
      `the next run of ${object} is another: ${some(why)}; a run under way goes on as it began`,
    fix: () => 'start a run by hand if it must not wait (kubectl create job --from=cronjob/…)',
    explain:
      'A CronJob makes its Jobs from what it says at that time; Jobs that exist are left alone (Kubernetes: CronJob).',
  }),
  'restart/on-delete': warning<{ object: string; why: readonly string[] }>({
    message: ({ object, why }) =>
      `the pods of ${object} stay as they are until somebody deletes them: its update strategy is OnDelete, and its template changes (${some(why)})`,
    fix: () => 'delete the pods one by one when they may restart',
    explain:
      'With updateStrategy OnDelete a StatefulSet or DaemonSet makes new pods from the new template only where an old one was deleted (Kubernetes: StatefulSets, Update strategies).',
  }),
  'restart/paused': warning<{ object: string; why: readonly string[] }>({
    message: ({ object, why }) => `${object} is paused: its template changes (${some(why)}), its pods do not`,
    fix: () => 'set spec.paused to false when the new pods may come',
    explain:
      'A paused Deployment keeps changes of its template until it is resumed (Kubernetes: Deployments, Pausing and Resuming a rollout).',
  }),
  'restart/resumed': note<{ object: string }>({
    message: ({ object }) =>
      `${object} is no longer paused: whatever changed in its template meanwhile is rolled out now`,
    fix: () => 'compare what runs with what the template says (kubectl rollout history)',
    explain:
      'A paused Deployment keeps changes of its template until it is resumed (Kubernetes: Deployments, Pausing and Resuming a rollout).',
  }),
  'restart/release': note<{ release: string; values: readonly string[] }>({
    message: ({ release, values }) =>
      `${release} is upgraded with other values (${some(values)}): its chart decides which of its pods restart`,
    fix: () => 'render the chart with both (helm template) where it matters which',
    explain:
      'Helm renders a chart with the new values and patches what comes out differently; what that is only the chart knows.',
  }),
  'restart/operand': note<{ object: string; operator: string; fields: readonly string[] }>({
    message: ({ object, operator, fields }) =>
      `${operator} restarts the pods of ${object} one after another: ${some(fields)} ${does(fields, 'change')}`,
    fix: () => 'see that every partition, shard or drive has another copy that is in step',
    explain:
      'Operators roll the pods of their custom resources when what reaches these pods changes (Strimzi: Rolling updates; MinIO Operator: Tenant).',
  }),
  'restart/unit': note<{ host: string; unit: string }>({
    message: ({ host, unit }) => `${unit} restarts on ${host}`,
    fix: () => 'see that it is a time at which it may restart',
    explain: 'A unit of systemd is restarted after its own file, or one that it is known to read, has changed.',
  }),
  'restart/command': note<{ host: string; command: string; because: string }>({
    message: ({ host, command, because }) => `'${command}' runs again on ${host}: ${because}`,
    fix: () => 'read what it does; it is done only where its test says that it is not done yet',
    explain: 'A command of a host runs again when what it says, or a file that it reads, has changed.',
  }),
};
