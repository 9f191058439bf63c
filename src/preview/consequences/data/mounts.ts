import { type Fields, fields, items } from '../../../kubernetes/manifest';
import type { Consequence } from '../consequence';
import type { Judge } from '../judge';
import { changedTemplates } from '../rolling';
import type { Maker } from '../state';

/** A place of a container where a volume is mounted. */
interface Mount {
  readonly container: string;
  readonly path: string;
  readonly subPath: string;
  /** `claim 'open-webui-data'`, or what is there instead. */
  readonly volume: string;
  readonly lasts: boolean;
}

/** Paths at which a program no longer finds what it kept there. */
export const mounts: Judge = (subject) =>
  changedTemplates(subject).flatMap(({ says, was, maker }): Consequence[] => {
    const [old, now] = [mountsOf(was), mountsOf(maker)];

    return old
      .filter(({ lasts }) => lasts)
      .flatMap(({ container, path, subPath, volume }): Consequence[] => {
        const there = now.find((one) => one.container === container && one.path === path);
        if (there?.volume === volume && there.subPath === subPath) return [];
        if (there?.lasts && there.volume !== volume)
          return [says('data/claim-swapped', { container, path, before: volume, after: there.volume })];
        const moved = now.find((one) => one.container === container && one.volume === volume);
        if (moved) {
          const params = { container, claim: volume, before: at({ path, subPath }), after: at(moved) };
          return [says('data/mount-moved', params)];
        }
        if (!containersOf(maker).includes(container)) return [];
        const params = { container, path, claim: volume, now: there?.volume ?? 'nothing' };
        return [says('data/mount-lost', params)];
      });
  });

const at = ({ path, subPath }: Pick<Mount, 'path' | 'subPath'>) =>
  subPath === '' ? path : `${path} (subPath ${subPath})`;

function containersOf({ spec }: Maker): unknown[] {
  return items(spec.containers).map(({ name }) => name);
}

function mountsOf({ spec, manifest }: Maker): Mount[] {
  const templates = items(fields(manifest.spec).volumeClaimTemplates).map(
    ({ metadata }) => [fields(metadata).name, `claim '${fields(metadata).name}' of its own`] as const,
  );
  const lasting = new Map<unknown, string>(templates);
  const others = new Map<unknown, string>();
  for (const volume of items(spec.volumes)) {
    const kept = keptBy(volume);
    if (kept !== undefined) lasting.set(volume.name, kept);
    else others.set(volume.name, Object.keys(volume).find((key) => key !== 'name') ?? 'emptyDir');
  }
  return items(spec.containers).flatMap((container) =>
    items(container.volumeMounts).map((mount) => {
      const kept = lasting.get(mount.name);
      return {
        container: String(container.name),
        path: String(mount.mountPath),
        subPath: String(mount.subPath ?? ''),
        volume: kept ?? `an ${others.get(mount.name) ?? 'emptyDir'}`,
        lasts: kept !== undefined,
      };
    }),
  );
}

/** What outlives the pod. */
function keptBy({ persistentVolumeClaim, nfs, hostPath, iscsi, cephfs }: Fields): string | undefined {
  if (persistentVolumeClaim !== undefined) return `claim '${fields(persistentVolumeClaim).claimName}'`;
  if (nfs !== undefined) return `${fields(nfs).server}:${fields(nfs).path}`;
  if (hostPath !== undefined && !/^\/(dev|sys|proc|run|var\/run|etc)(\/|$)/.test(String(fields(hostPath).path)))
    return `${fields(hostPath).path} of its node`;
  const block = iscsi ?? cephfs;
  return block === undefined ? undefined : JSON.stringify(block).slice(0, 60);
}
