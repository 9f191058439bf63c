import { closest } from 'fastest-levenshtein';
import { Refusal } from '../base/refusal';
import type { HostNode } from '../graph/graph';

/** The hosts that were named, or all. */
export function chosenHosts(
  environment: string,
  hosts: readonly HostNode[],
  names: readonly string[],
): readonly HostNode[] {
  const known = hosts.map(({ name }) => name);
  if (known.length === 0)
    throw new Refusal(
      'usage',
      `environment '${environment}' has no hosts`,
      "new Host(stack, '<name>', { address, user, … }) declares one",
    );
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Refusal(
      'usage',
      `unknown host '${unknown}' in '${environment}'`,
      `did you mean '${closest(unknown, known)}'? known: ${known.join(', ')}`,
    );
  return hosts.filter(({ name }) => names.length === 0 || names.includes(name));
}
