import type { Architecture, Image } from '../model/image';
import type { Namespace } from '../model/namespace';
import type { Scheduling } from '../model/workload';

const LABEL = 'kubernetes.io/arch';

/**
 * Where pods of these images may run in a cluster whose nodes differ: an image that is not built for all of them keeps its pods to the nodes that it is
 * built for. The scheduling stays as it is where every node will do, where no node will do, or where it names the architecture itself.
 */
export function scheduledFor(
  images: readonly Image[],
  { cluster }: Namespace,
  scheduling: Scheduling = {},
): Scheduling {
  const nodes = new Set(Object.values(cluster.props.nodes).map(({ architecture }) => architecture));
  const fitting = [...nodes].filter((architecture) => images.every((image) => runsOn(image, architecture)));
  const [only] = fitting;
  if (only === undefined || fitting.length === nodes.size || scheduling.nodeSelector?.[LABEL] !== undefined)
    return scheduling;
  return { ...scheduling, nodeSelector: { [LABEL]: only, ...scheduling.nodeSelector } };
}

const runsOn = ({ platforms }: Image, architecture: Architecture): boolean =>
  platforms.length === 0 || platforms.includes(architecture);
