import type { Manifest } from '../../kubernetes/manifest';
import { isCustom } from './identity';

/** One manager of fields for all runs: what a killed one wrote is no stranger's, and a field that is taken out goes. */
export const MANAGER = 'steading';
export const writtenBy = (manager: string) => ({ 'pulumi.com/patchFieldManager': manager });
export const FORCED = { 'pulumi.com/patchForce': 'true' };
const SHARED = new Set(['Namespace', 'PersistentVolume', 'PersistentVolumeClaim']);

/** Built-in kinds, but those on which others write what is theirs: labels of a namespace, the volume of a claim. */
export function isOurs({ apiVersion, kind }: Manifest): boolean {
  return !isCustom(apiVersion) && !SHARED.has(kind);
}
