import { type Finding, finding } from '../../diagnostics/finding';
import type { SecretNode } from '../../graph/graph';
import type { Check } from '../check';

/** Contracts that the operator of 1Password would fill otherwise than they say. */
export const onePassword: Check = ({ graph }) => graph.secrets.flatMap(judge);

function judge({ namespace, name, path, at, keys }: SecretNode): Finding[] {
  const external = keys.flatMap(({ name: key, source }) => (source.from === 'external' ? [{ key, ...source }] : []));
  const items = [...new Set(external.map(({ item }) => item))].sort();
  const secret = `${namespace}/${name}`;
  const subject = { paths: [path], at };
  return [
    ...items
      .filter((item) => !/^vaults\/[^/]+\/items\/[^/]+$/.test(item))
      .map((item) => finding('one-password/item-path', { secret, item }, subject)),
    ...(items.length > 1 ? [finding('one-password/several-items', { secret, items }, subject)] : []),
    ...external.flatMap(({ key, field }) => {
      const made = keyOf(field);
      return made === key ? [] : [finding('one-password/key-name', { secret, key, field, made }, subject)];
    }),
  ];
}

/** As the operator makes keys of labels: what a key may not hold becomes a dash within, and goes at the ends. */
function keyOf(label: string): string {
  const bad = '[^-._a-zA-Z0-9]+';
  return label
    .replace(new RegExp(`^${bad}|${bad}$`, 'g'), '')
    .replace(new RegExp(bad, 'g'), '-')
    .slice(0, 253);
}
