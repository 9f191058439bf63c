import { warning } from '../entry';
import { UNKNOWN } from '../phrases';

/** ServiceMonitors, PodMonitors and rules. */
export const monitoring = {
  'monitoring/selects-nothing': warning<{ object: string; kind: string; selector: string }>({
    message: ({ object, kind, selector }) =>
      `${object} selects ${kind}s with ${selector}, but no ${kind} has these labels`,
    fix: ({ kind }) => `select by labels of the ${kind} itself, and name its namespace`,
    explain: `Prometheus shows no target and says nothing. A ServiceMonitor selects Services by the labels of the Service, not by those of its pods. ${UNKNOWN}`,
  }),
};
