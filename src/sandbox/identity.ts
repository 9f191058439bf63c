import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../base/refusal';
import { typed } from '../base/typed';
import type { Place, SandboxRecord } from './place';
import type { ClusterSpec, Plan } from './plan';

const SAID: Readonly<Record<keyof ClusterSpec, string>> = {
  serviceCidr: 'the network of Services',
  nodes: 'the nodes',
  storageClasses: 'the storage classes',
};

/** Throws `Refusal` where a sandbox that runs is not the one that a plan describes, and cannot become it. */
export function refuseOthers(place: Place, { environment, cluster }: SandboxRecord, plan: Plan): void {
  const option = place.state === undefined ? '' : ` --state ${typed(place.state)}`;
  if (environment !== plan.environment) {
    throw new Refusal(
      'usage',
      `the sandbox runs '${environment}', not '${plan.environment}'`,
      `end it with \`steading sandbox down${option}\`, or give the second one a folder of its own with --state`,
    );
  }
  const now = JSON.parse(JSON.stringify(plan.cluster)) as ClusterSpec;
  const changed = (Object.keys(SAID) as (keyof ClusterSpec)[]).filter(
    (key) => !isDeepStrictEqual(now[key], cluster[key]),
  );
  if (changed.length === 0) return;
  throw new Refusal(
    'usage',
    `${changed.map((key) => SAID[key]).join(' and ')} of '${environment}' changed since the sandbox was started`,
    `end it with \`steading sandbox down${option}\`, then bring it up anew`,
  );
}
