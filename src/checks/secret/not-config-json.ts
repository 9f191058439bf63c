import { type Finding, finding } from '../../diagnostics/finding';
import { fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';
import { podsOf } from '../pods';

const KEY = '.dockerconfigjson';
const FILE = 'config.json';

/** Kaniko reads config.json; a Secret for pulling images has it under another name. */
export const builders: Check = ({ graph, artifacts }) => {
  const pulling = new Set(
    objectsOf(graph, artifacts, 'Secret')
      .filter(({ manifest }) => manifest.type === 'kubernetes.io/dockerconfigjson')
      .map(({ namespace, manifest }) => `${namespace}/${manifest.metadata.name}`),
  );
  return podsOf(graph, artifacts).flatMap(({ object, namespace, spec, subject }): Finding[] => {
    const kaniko = containersOf(spec).filter(({ image }) => /kaniko/.test(String(image)));
    const mounted = kaniko
      .flatMap(({ volumeMounts }) => items(volumeMounts))
      .filter(({ mountPath }) => /^\/kaniko\/\.docker\/?$/.test(String(mountPath)));
    return mounted.flatMap(({ name }) => {
      const { secret, projected } = items(spec.volumes).find((volume) => volume.name === name) ?? {};
      const sources = [secret, ...items(fields(projected).sources).map((one) => one.secret)].map(fields);
      return sources.flatMap((source) => {
        const own = String(source.secretName ?? source.name);
        const picked = items(source.items);
        const isLost =
          picked.length > 0
            ? picked.some(({ key, path }) => key === KEY && path !== FILE)
            : pulling.has(`${namespace}/${own}`);
        return isLost ? [finding('secret/not-config-json', { object, secret: own }, subject)] : [];
      });
    });
  });
};
