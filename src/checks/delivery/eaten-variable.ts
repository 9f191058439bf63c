import { type Finding, finding } from '../../diagnostics/finding';
import { at, type Fields, fields, items } from '../../kubernetes/manifest';
import { containersOf, templateOf } from '../../kubernetes/pods';
import type { Check, Subject } from '../check';
import { everyObject, type Found, objectsOf } from '../objects-of';

/** By which an object says that Flux is to leave it as it is. */
const LEAVE = 'kustomize.toolkit.fluxcd.io/substitute';
/** `$${A}` is an escape; what has a default is meant for Flux. */
const VARIABLE = /\$\$|\$\{([A-Za-z_]\w*)\}/g;

/** Scripts whose own `${VARIABLE}` Flux replaces by nothing, for a Kustomization with `postBuild` delivers them. */
export const postBuild: Check = (subject) => {
  const { graph, artifacts } = subject;
  const builders = objectsOf(graph, artifacts, 'Kustomization').filter(({ spec }) => spec.postBuild !== undefined);
  if (builders.length === 0) return [];
  return everyObject(graph, artifacts).flatMap((found): Finding[] => {
    const { manifest, object, subject: about } = found;
    const { annotations, labels } = manifest.metadata;
    if (fields(annotations)[LEAVE] === 'disabled' || fields(labels)[LEAVE] === 'disabled') return [];
    const by = builders.find((builder) => delivers(builder, found));
    const known = by && variablesOf(subject, by);
    if (!by || !known) return [];
    const eaten = [...new Set(scriptsOf(found).flatMap(variablesIn))].filter((name) => !known.has(name));
    return eaten.length === 0
      ? []
      : [finding('delivery/eaten-variable', { object, by: by.object, names: eaten }, about)];
  });
};

/** Whether the object's file stands in the folder that the Kustomization names. */
function delivers({ spec }: Found, { subject }: Found): boolean {
  const folder = String(spec.path ?? '').replace(/^\.?\/+|\/+$/g, '');
  const file = subject.at?.()?.file;
  return folder !== '' && folder !== '.' && file !== undefined && `/${file}`.includes(`/${folder}/`);
}

/** What is substituted; nothing where a Secret or something else that is not known here says it too. */
function variablesOf({ graph, artifacts }: Subject, { spec, namespace }: Found): ReadonlySet<string> | undefined {
  const { substitute, substituteFrom } = fields(spec.postBuild);
  const maps = items(substituteFrom).map(({ kind, name }) =>
    objectsOf(graph, artifacts, 'ConfigMap').find(
      ({ manifest, namespace: home }) => kind === 'ConfigMap' && manifest.metadata.name === name && home === namespace,
    ),
  );
  if (maps.includes(undefined)) return undefined;
  return new Set([
    ...Object.keys(fields(substitute)),
    ...maps.flatMap((one) => Object.keys(at(one?.manifest, 'data'))),
  ]);
}

/** Texts in which a shell or a program may have variables of its own. */
function scriptsOf({ manifest }: Found): string[] {
  const { kind, data } = manifest as Fields;
  const spec = templateOf(manifest)?.spec;
  const words = spec ? containersOf(spec).flatMap(({ command, args }) => [command, args].flat()) : [];
  const texts = [...(kind === 'ConfigMap' ? Object.values(fields(data)) : []), ...words];
  return texts.filter((text) => typeof text === 'string');
}

function variablesIn(text: string): string[] {
  return [...text.matchAll(VARIABLE)].flatMap(([, name]) => name ?? []);
}
