import { at, type Fields, fields, items } from './manifest';

/** The claims that a workload's pods mount for writing. */
export function claimsOf(spec: Fields): string[] {
  const { volumes } = at(spec, 'template', 'spec');
  return items(volumes).flatMap((volume) => {
    const { claimName, readOnly } = fields(volume.persistentVolumeClaim);
    return typeof claimName === 'string' && readOnly !== true ? [claimName] : [];
  });
}

/** Whether a volume with these access modes is for one node or one pod. */
export function isForOne(modes: unknown): boolean {
  return Array.isArray(modes) && modes.length > 0 && modes.every((mode) => /^ReadWriteOnce(Pod)?$/.test(String(mode)));
}

/** Whether the new pod starts before the old pod ends. */
export function overlaps({ type = 'RollingUpdate', rollingUpdate }: Fields): boolean {
  const { maxSurge } = fields(rollingUpdate);
  return type === 'RollingUpdate' && maxSurge !== 0 && maxSurge !== '0%';
}

/** What a claim asks for. */
export function sizeOf({ spec }: Fields): unknown {
  return at(fields(spec), 'resources', 'requests').storage;
}
