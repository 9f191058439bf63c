import { finding } from '../../diagnostics/finding';
import type { Check } from '../check';

/** Ports that do not exist. */
export const ports: Check = ({ graph }) =>
  graph.workloads.flatMap(({ path, ports: all }) =>
    all.flatMap(({ name, port, servicePort, at }) =>
      [...new Set([port, servicePort])]
        .filter((number) => !Number.isInteger(number) || number < 1 || number > 65535)
        .map((number) =>
          finding('port/out-of-range', { endpoint: `${path}/${name}`, port: number }, { paths: [path], at }),
        ),
    ),
  );
