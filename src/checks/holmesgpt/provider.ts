import { type Finding, finding } from '../../diagnostics/finding';
import type { ReleaseNode } from '../../graph/graph';
import { items } from '../../kubernetes/manifest';
import type { Check } from '../check';

/** HolmesGPT by its chart, whoever declares the release: what its litellm is told. */
export const holmes: Check = ({ graph }) => graph.releases.filter(({ chart }) => chart === 'holmes').flatMap(judge);

function judge({ name: release, version, values, path, at }: ReleaseNode): Finding[] {
  const subject = { paths: [path], at };
  const env = [...items(values.additionalEnvVars), ...items(values.additional_env_vars)];
  return env.flatMap(({ name, value }): Finding[] => {
    if (name === 'OPENAI_BASE_URL' && isOlder(version, [0, 12, 6]))
      return [finding('holmesgpt/openai-base-url', { release, version }, subject)];
    if (name === 'MODEL' && typeof value === 'string' && !/^[^/]+\/./.test(value))
      return [finding('holmesgpt/no-provider', { release, model: value }, subject)];
    return [];
  });
}

function isOlder(version: string, than: readonly number[]): boolean {
  const parts = version.replace(/^v/, '').split(/[.+-]/).map(Number);
  const differing = than.findIndex((part, i) => (parts[i] ?? 0) !== part);
  return differing >= 0 && (parts[differing] ?? 0) < (than[differing] ?? 0);
}
