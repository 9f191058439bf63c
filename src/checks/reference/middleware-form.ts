import { type Finding, finding } from '../../diagnostics/finding';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';

const ANNOTATION = 'traefik.ingress.kubernetes.io/router.middlewares';

/** Names of middlewares in the annotation of an Ingress: Traefik knows them as `<namespace>-<name>@kubernetescrd`. */
export const middlewares: Check = ({ graph, artifacts }) => {
  const made = objectsOf(graph, artifacts, 'Middleware').map(({ namespace, manifest }) => ({
    namespace,
    name: manifest.metadata.name,
  }));
  const known = new Set(made.map(({ namespace, name }) => `${namespace}-${name}`));
  return objectsOf(graph, artifacts, 'Ingress').flatMap(({ object, namespace, manifest, subject }): Finding[] => {
    const names = String(manifest.metadata.annotations?.[ANNOTATION] ?? '').split(',');
    return names
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .flatMap((got) => {
        const [name = '', provider] = got.split('@');
        const own =
          made.find((one) => one.name === name && one.namespace === namespace) ?? made.find((one) => one.name === name);
        const isWrong =
          provider === undefined || (provider === 'kubernetescrd' && (own !== undefined || !name.includes('-')));
        if (!isWrong || known.has(name)) return provider === undefined && known.has(name) ? [wrong(got, name)] : [];
        return [wrong(got, `${own?.namespace ?? namespace}-${name}`)];
      });

    function wrong(got: string, expected: string): Finding {
      return finding('reference/middleware-form', { object, got, expected: `${expected}@kubernetescrd` }, subject);
    }
  });
};
