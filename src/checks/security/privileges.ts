import { type Finding, finding } from '../../diagnostics/finding';
import { fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { levelsOf } from '../pod-security/levels';
import { BASELINE_CAPABILITIES } from '../pod-security/violation';
import { type Pods, podsOf } from '../pods';

/** Where a workload's grants are written with their reasons, for whoever reads the object; one written by hand says it the same way. */
const GRANTS = 'steading.dev/grants';

/** What reaches from a pod to its node, where the namespace does not refuse it: somebody has to say why. */
export const privileges: Check = ({ graph, artifacts }) => {
  const levels = levelsOf({ graph, artifacts });
  const admits = (namespace: string) => (levels.get(namespace) ?? 'privileged') === 'privileged';
  return podsOf(graph, artifacts)
    .filter(({ namespace, manifest }) => admits(namespace) && !manifest.metadata.annotations?.[GRANTS])
    .flatMap(taken);
};

function taken({ object, spec, subject }: Pods): Finding[] {
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field] === true);
  const paths = items(spec.volumes).flatMap(({ hostPath }) =>
    hostPath === undefined ? [] : [String(fields(hostPath).path)],
  );
  return [
    ...(shared.length > 0 ? [finding('security/host-namespace', { object, fields: shared }, subject)] : []),
    ...(paths.length > 0 ? [finding('security/host-path', { object, paths }, subject)] : []),
    ...containersOf(spec).flatMap(({ name, securityContext }): Finding[] => {
      const container = String(name);
      const { privileged, capabilities } = fields(securityContext);
      if (privileged === true) return [finding('security/privileged', { object, container }, subject)];
      const { add } = fields(capabilities);
      const added = (Array.isArray(add) ? add.map(String) : []).filter((one) => !BASELINE_CAPABILITIES.has(one));
      return added.length > 0
        ? [finding('security/capability', { object, container, capabilities: added }, subject)]
        : [];
    }),
  ];
}
