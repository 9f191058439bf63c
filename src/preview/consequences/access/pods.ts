import type { Manifest } from '../../../kubernetes/manifest';
import { type Fields, fields, items } from '../../../kubernetes/manifest';
import { containersOf, podTemplateOf } from '../../../kubernetes/pods';
import type { Identity } from '../../change';
import { type Consequence, consequence } from '../consequence';
import { type Judge, made, patched } from '../judge';

/** Something that a pod may do, or no longer gives up. */
interface Power {
  readonly key: string;
  /** Said in so many words, not what a cluster takes for granted. */
  readonly stated: boolean;
  readonly say: (object: string, about: Parameters<typeof consequence>[2]) => Consequence;
}

/** Pods that may do more than before; of new ones, what they ask for by name. */
export const pods: Judge = (subject) => [
  ...made(subject).flatMap(({ object, name, manifest, change }) =>
    change.before
      ? more(object, name, change.before, manifest)
      : powersOf(manifest).flatMap(({ stated, say }) => (stated ? [say(name, { about: [object] })] : [])),
  ),
  ...patched(subject).flatMap(({ object, name, before, after }) => more(object, name, before, after)),
];

/** What was renamed or moved is the same to whoever asks what it may do. */
function more(object: Identity, name: string, before: Manifest, after: Manifest): Consequence[] {
  const old = new Set(powersOf(before).map(({ key }) => key));
  const kept = new Set(containersOf(podOf(before)).map((container) => container.name));
  return powersOf(after).flatMap(({ key, stated, say }) => {
    const isOfNew = !stated && !kept.has(key.split('\0')[1]) && key.includes('\0');
    return old.has(key) || isOfNew ? [] : [say(name, { about: [object] })];
  });
}

function podOf(manifest: Manifest): Fields {
  return fields(podTemplateOf(manifest)?.spec);
}

function powersOf(manifest: Manifest): Power[] {
  if (!podTemplateOf(manifest)) return [];
  const pod = podOf(manifest);
  return [
    ...ofPod(pod),
    ...containersOf(pod).flatMap((container) => ofContainer(container, fields(pod.securityContext))),
  ];
}

const NAMESPACES = { hostNetwork: 'the network', hostPID: 'the processes', hostIPC: 'the memory of processes (IPC)' };

const PROFILES = { seccompProfile: 'its seccomp profile', appArmorProfile: 'its AppArmor profile' };

function ofPod(pod: Fields): Power[] {
  const shared = Object.entries(NAMESPACES).flatMap(([key, what]) =>
    pod[key] === true
      ? [power(key, true, (object, about) => consequence('access/host-namespace', { object, what }, about))]
      : [],
  );
  const paths = items(pod.volumes).flatMap(({ hostPath }) => {
    const path = fields(hostPath).path;
    if (hostPath === undefined) return [];
    return [
      power(`path ${path}`, true, (object, about) =>
        consequence('access/host-path', { object, path: String(path) }, about),
      ),
    ];
  });
  const account = String(pod.serviceAccountName ?? 'default');
  const token = power('token', false, (object, about) =>
    consequence('access/token-mounted', { object, account }, about),
  );
  const { seccompProfile, appArmorProfile } = fields(pod.securityContext);
  const unconfined = [seccompProfile, appArmorProfile].map((profile) => fields(profile).type === 'Unconfined');
  const all = containersOf(pod);
  const without = (key: string, profile: unknown) =>
    profile === undefined && all.some((container) => fields(container.securityContext)[key] === undefined);
  const dropped = (key: string, what: string, stated: boolean) =>
    power(key, stated, (object, about) => consequence('access/profile-dropped', { object, what }, about));
  return [
    ...shared,
    ...paths,
    ...(pod.automountServiceAccountToken === false ? [] : [token]),
    ...(unconfined[0] || without('seccompProfile', seccompProfile)
      ? [dropped('seccomp', PROFILES.seccompProfile, unconfined[0] === true)]
      : []),
    ...(unconfined[1] || without('appArmorProfile', appArmorProfile)
      ? [dropped('apparmor', PROFILES.appArmorProfile, unconfined[1] === true)]
      : []),
  ];
}

function power(key: string, stated: boolean, say: Power['say']): Power {
  return { key, stated, say };
}

function ofContainer({ name, securityContext, ports }: Fields, pod: Fields): Power[] {
  const context = fields(securityContext);
  const { add, drop } = fields(context.capabilities);
  const container = String(name);
  const own = (key: string, stated: boolean, say: Power['say']) => power(`${key}\0${container}`, stated, say);
  const user = context.runAsUser ?? pod.runAsUser;
  const asks = context.runAsNonRoot ?? pod.runAsNonRoot;
  const isRoot = user === 0;
  const why = isRoot ? 'it states runAsUser 0' : 'neither runAsNonRoot nor another runAsUser is stated';
  return [
    ...when(
      context.privileged === true,
      own('privileged', true, (object, about) => consequence('access/privileged', { object, container }, about)),
    ),
    ...list(add).map((capability) =>
      own(`add ${capability}`, true, (object, about) =>
        consequence('access/capability-added', { object, container, capability }, about),
      ),
    ),
    ...when(
      !list(drop).includes('ALL'),
      own('keeps', false, (object, about) => consequence('access/capability-kept', { object, container }, about)),
    ),
    ...when(
      context.allowPrivilegeEscalation !== false && context.privileged !== true,
      own('escalates', false, (object, about) => consequence('access/escalation', { object, container }, about)),
    ),
    ...when(
      isRoot || (asks !== true && user === undefined),
      own('root', isRoot, (object, about) => consequence('access/runs-as-root', { object, container, why }, about)),
    ),
    ...Object.entries(PROFILES).flatMap(([key, what]) =>
      when(
        fields(context[key]).type === 'Unconfined',
        own(key, true, (object, about) =>
          consequence('access/profile-dropped', { object: `'${container}' of ${object}`, what }, about),
        ),
      ),
    ),
    ...when(
      context.readOnlyRootFilesystem !== true,
      own('writes', false, (object, about) => consequence('access/writable-root', { object, container }, about)),
    ),
    ...items(ports).flatMap(({ hostPort }) =>
      when(
        typeof hostPort === 'number' && hostPort > 0,
        own(`port ${hostPort}`, true, (object, about) =>
          consequence('access/host-port', { object, container, port: Number(hostPort) }, about),
        ),
      ),
    ),
  ];
}

function when(holds: boolean, one: Power): Power[] {
  return holds ? [one] : [];
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
