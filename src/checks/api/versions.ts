import { loweredOf } from '../../backends/artifact';
import { type Finding, finding } from '../../diagnostics/finding';
import type { Graph } from '../../graph/graph';
import type { Manifest } from '../../kubernetes/manifest';
import { OPERATORS, SERVED, type Service } from '../../kubernetes/served';
import { isOlder } from '../../kubernetes/versions';
import type { Check } from '../check';
import { identity } from '../object/objects';
import { placeOf } from '../objects-of';

/** API versions that the cluster's Kubernetes, or the operator that the stack installs, does not serve, or soon will not. */
export const versions: Check = ({ graph, artifacts }) => {
  const offers = offersOf(graph);
  return loweredOf(artifacts).flatMap((lowered): Finding[] => {
    const { apiVersion, kind } = lowered.manifest;
    const offer = offers(lowered.manifest);
    if (!offer) return [];
    const { by, since, until, instead } = offer;
    const params = { object: identity(lowered), kind, apiVersion, by: by.name };
    const subject = placeOf(graph, lowered.component);
    if (until && !isOlder(by.version, until))
      return [finding('api/not-served', { ...params, when: `since ${until}`, instead }, subject)];
    if (since && isOlder(by.version, since))
      return [finding('api/not-served', { ...params, when: `before ${since}`, instead }, subject)];
    return until ? [finding('api/dropped-soon', { ...params, until, instead }, subject)] : [];
  });
};

type Offer = Omit<Service, 'kinds'> & { readonly by: { readonly name: string; readonly version: string } };

/** Who serves an object, and until when; nothing where that is not known. */
function offersOf({ clusters: [cluster], releases }: Graph) {
  const charts = new Map(releases.map(({ chart, version }) => [chart, version]));
  return ({ apiVersion, kind }: Manifest): Offer | undefined => {
    const own = SERVED.get(apiVersion)?.find(({ kinds }) => kinds.includes(kind));
    if (own && cluster)
      return { ...own, by: { name: `Kubernetes ${cluster.kubernetes}`, version: cluster.kubernetes } };
    const operator = OPERATORS.get(apiVersion);
    const version = operator && charts.get(operator.chart);
    return version === undefined ? undefined : { ...operator, by: { name: `${operator?.chart} ${version}`, version } };
  };
}
