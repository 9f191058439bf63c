import { loweredOf } from '../../backends/artifact';
import { finding } from '../../diagnostics/finding';
import { at } from '../../kubernetes/manifest';
import type { PatchTarget } from '../../model/release';
import type { Check } from '../check';

/** Patches of objects that do not exist, and patches that no delivery applies. */
export const patches: Check = (subject) => [...ofReleases(subject), ...ofObjects(subject), ...ofPods(subject)];

const ofObjects: Check = ({ graph, artifacts }) => {
  const made = new Set(
    loweredOf(artifacts).map(
      ({ component, manifest }) => `${component}/${manifest.kind}/${at(manifest, 'metadata').name}`,
    ),
  );
  return graph.objectPatches
    .filter(({ component, kind, name }) => !made.has(`${component}/${kind}/${name}`))
    .map(({ component, kind, name, path, at: place }) =>
      finding(
        'patch/unknown-object',
        { component, object: `${kind} '${name}'`, others: [...made].flatMap((id) => namesake(id, component, kind)) },
        { paths: [path], at: place },
      ),
    );
};

function namesake(id: string, component: string, kind: string): string[] {
  const start = `${component}/${kind}/`;
  return id.startsWith(start) ? [`${kind} '${id.slice(start.length)}'`] : [];
}

/** The component writes the controller itself, so that no pod template is made here. */
const ofPods: Check = ({ graph }) =>
  graph.workloads
    .filter(({ isWritten }) => isWritten)
    .flatMap(({ component, name, path, podPatches }) =>
      podPatches.map(({ at }) =>
        finding(
          'patch/unknown-object',
          { component, object: `the pods of workload '${name}', whose controller it writes itself`, others: [] },
          { paths: [path], at },
        ),
      ),
    );

const ofReleases: Check = ({ graph }) => {
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
