import type { Manifest } from '../../../kubernetes/manifest';
import { type Judge, patched } from '../judge';

const LABEL = 'pod-security.kubernetes.io/enforce';
const LEVELS = ['privileged', 'baseline', 'restricted'];

/** Namespaces that admit pods which they did not. */
export const namespaces: Judge = (subject) =>
  patched(subject, '/Namespace').flatMap(({ says, before, after, change }) => {
    const [old, now] = [levelOf(before), levelOf(after)];
    if (LEVELS.indexOf(now) >= LEVELS.indexOf(old)) return [];
    const fields = change.fields.flatMap(({ path }) => (path.includes(LABEL) ? [path] : []));
    return [says('access/pod-security-lowered', { before: old, after: now }, { fields })];
  });

function levelOf({ metadata }: Manifest): string {
  return metadata.labels?.[LABEL] ?? 'privileged';
}
