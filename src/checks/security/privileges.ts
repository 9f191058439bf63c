import { type Finding, finding } from '../../diagnostics/finding';
import type { Graph } from '../../graph/graph';
import type { Check } from '../check';
import { BASELINE_CAPABILITIES } from '../pod-security';
import { grantOf } from '../pod-security-grants';
import { containersOf, fields, items, type Pods, podsOf } from '../pods';
import { levelsOf } from './levels';

/** What reaches from a pod to its node, where the namespace does not refuse it: somebody has to say why, by a grant or an acknowledgement. */
export const privileges: Check = ({ graph, artifacts }) => {
  const levels = levelsOf({ graph, artifacts });
  const admits = (namespace: string) => (levels.get(namespace) ?? 'privileged') === 'privileged';
  return podsOf(graph, artifacts).flatMap((pods) => (admits(pods.namespace) ? taken(graph, pods) : []));
};

function taken(graph: Graph, pods: Pods): Finding[] {
  const { object, spec, subject } = pods;
  const isGranted = (container: unknown, capability?: string) =>
    grantOf(graph, pods, { text: '', container, ...(capability !== undefined && { capability }) }) !== undefined;
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
      if (privileged === true)
        return isGranted(name) ? [] : [finding('security/privileged', { object, container }, subject)];
      const { add } = fields(capabilities);
      const added = (Array.isArray(add) ? add.map(String) : []).filter(
        (one) => !BASELINE_CAPABILITIES.has(one) && !isGranted(name, one),
      );
      return added.length > 0
        ? [finding('security/capability', { object, container, capabilities: added }, subject)]
        : [];
    }),
  ];
}
