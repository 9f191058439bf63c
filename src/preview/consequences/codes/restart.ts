import { entry } from '../entry';
import { does, some } from '../words';

const READS =
  'Variables and files that are mounted by subPath are read when a container starts and never again; other files of a ConfigMap or Secret are written anew by the kubelet within about a minute (Kubernetes: ConfigMaps, Mounted ConfigMaps are updated automatically).';

/** Processes start anew, or do not although they would have to. */
export const restart = {
  'restart/rolls': entry<{ object: string; pods: string; why: readonly string[] }>({
    level: 'note',
    message: ({ object, pods, why }) => `${object} replaces ${pods}: ${some(why)}`,
    advice: () => 'see that it is a time at which they may restart',
    explain:
      "A controller compares the template of its pods: whatever differs in it, labels and annotations included, replaces them all by the update strategy. Replicas, strategy and the object's own labels are not in it (Kubernetes: Deployments, Updating a Deployment).",
  }),
  'restart/reads-old': entry<{ object: string; source: string; how: string }>({
    level: 'warning',
    message: ({ object, source, how }) =>
      `${source} changes, but ${object} goes on with what it read as ${how}: nothing in its template changes`,
    advice: ({ object }) =>
      `restart it (kubectl rollout restart), or let a checksum in the template of ${object} follow`,
    explain: READS,
  }),
  'restart/files-refresh': entry<{ object: string; source: string }>({
    level: 'note',
    message: ({ object, source }) =>
      `the files that ${object} mounts from ${source} change within about a minute; its process is not restarted`,
    advice: ({ object }) => `see whether the process of ${object} reads its files again by itself`,
    explain: READS,
  }),
  'restart/reloaded': entry<{ object: string; source: string; annotation: string }>({
    level: 'note',
    message: ({ object, source, annotation }) =>
      `Reloader restarts ${object} because ${source} changes (${annotation})`,
    advice: () => 'see that it is a time at which they may restart',
    explain:
      "Stakater's Reloader watches ConfigMaps and Secrets and rolls the workloads that ask for it by annotation: `reloader.stakater.com/auto`, or a list of names (stakater/Reloader, README).",
  }),
  'restart/next-run': entry<{ object: string; why: readonly string[] }>({
    level: 'note',
    message: ({ object, why }) =>
      `the next run of ${object} is another: ${some(why)}; a run under way goes on as it began`,
    advice: () => 'start a run by hand if it must not wait (kubectl create job --from=cronjob/…)',
    explain:
      'A CronJob makes its Jobs from what it says at that time; Jobs that exist are left alone (Kubernetes: CronJob).',
  }),
  'restart/on-delete': entry<{ object: string; why: readonly string[] }>({
    level: 'warning',
    message: ({ object, why }) =>
      `the pods of ${object} stay as they are until somebody deletes them: its update strategy is OnDelete, and its template changes (${some(why)})`,
    advice: () => 'delete the pods one by one when they may restart',
    explain:
      'With updateStrategy OnDelete a StatefulSet or DaemonSet makes new pods from the new template only where an old one was deleted (Kubernetes: StatefulSets, Update strategies).',
  }),
  'restart/paused': entry<{ object: string; why: readonly string[] }>({
    level: 'warning',
    message: ({ object, why }) => `${object} is paused: its template changes (${some(why)}), its pods do not`,
    advice: () => 'set spec.paused to false when the new pods may come',
    explain:
      'A paused Deployment keeps changes of its template until it is resumed (Kubernetes: Deployments, Pausing and Resuming a rollout).',
  }),
  'restart/resumed': entry<{ object: string }>({
    level: 'note',
    message: ({ object }) =>
      `${object} is no longer paused: whatever changed in its template meanwhile is rolled out now`,
    advice: () => 'compare what runs with what the template says (kubectl rollout history)',
    explain:
      'A paused Deployment keeps changes of its template until it is resumed (Kubernetes: Deployments, Pausing and Resuming a rollout).',
  }),
  'restart/release': entry<{ release: string; values: readonly string[] }>({
    level: 'note',
    message: ({ release, values }) =>
      `${release} is upgraded with other values (${some(values)}): its chart decides which of its pods restart`,
    advice: () => 'render the chart with both (helm template) where it matters which',
    explain:
      'Helm renders a chart with the new values and patches what comes out differently; what that is only the chart knows.',
  }),
  'restart/operand': entry<{ object: string; operator: string; fields: readonly string[] }>({
    level: 'note',
    message: ({ object, operator, fields }) =>
      `${operator} restarts the pods of ${object} one after another: ${some(fields)} ${does(fields, 'change')}`,
    advice: () => 'see that every partition, shard or drive has another copy that is in step',
    explain:
      'Operators roll the pods of their custom resources when what reaches these pods changes (Strimzi: Rolling updates; MinIO Operator: Tenant).',
  }),
  'restart/unit': entry<{ host: string; unit: string }>({
    level: 'note',
    message: ({ host, unit }) => `${unit} restarts on ${host}`,
    advice: () => 'see that it is a time at which it may restart',
    explain: 'A unit of systemd is restarted after its own file, or one that it is known to read, has changed.',
  }),
  'restart/command': entry<{ host: string; command: string; because: string }>({
    level: 'note',
    message: ({ host, command, because }) => `'${command}' runs again on ${host}: ${because}`,
    advice: () => 'read what it does; it is done only where its test says that it is not done yet',
    explain: 'A command of a host runs again when what it says, or a file that it reads, has changed.',
  }),
};
