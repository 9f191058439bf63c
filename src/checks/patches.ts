import { finding } from '../diagnostics/finding';
import type { PatchTarget } from '../model/release';
import type { Check } from './check';

/** Patches of what is not there, and patches that nobody lays over anything. */
export const patches: Check = ({ graph }) => {
  const denied = new Set(graph.namespaces.filter((namespace) => namespace.denied).map(({ name }) => name));
  const releases = new Map(graph.releases.map((release) => [`${release.component}/${release.name}`, release]));
  return graph.patches.flatMap(({ component, release: name, target: at, why, path, at: place }) => {
    const release = releases.get(`${component}/${name}`);
    if (!release) return [];
    const target = said(at);
    const subject = { paths: [path], at: place };
    const brings = release.brings.map(said);
    if (!brings.includes(target)) return [finding('patch/unknown-target', { release: name, target, brings }, subject)];
    const { engine } = graph.delivery;
    if (engine === 'plain') return [finding('patch/no-carrier', { release: name, target, why }, subject)];
    const { namespace } = release;
    return engine === 'argocd' && denied.has(namespace)
      ? [finding('patch/no-api-server', { release: name, target, namespace }, subject)]
      : [];
  });
};

function said({ apiVersion, kind, name }: PatchTarget): string {
  return `${apiVersion} ${kind} '${name}'`;
}
