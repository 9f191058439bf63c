import { finding } from '../../diagnostics/finding';
import { type Fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { podsOf } from '../pods';

/** The kubelet's own, of Services that are there before the pod. */
const OF_SERVICES = /_(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT(_\d+_\w+)?)$/;

/** `$(VAR)` in a variable whose VAR is not defined above it: it stays as it is. What `envFrom` brings is not looked at there. */
export const variables: Check = ({ graph, artifacts }) =>
  podsOf(graph, artifacts).flatMap(({ object, spec, subject }) =>
    containersOf(spec).flatMap((container) =>
      literal(container).map((one) =>
        finding('workload/literal-variable', { object, container: String(container.name), ...one }, subject),
      ),
    ),
  );

function literal({ env, envFrom, command, args }: Fields) {
  const all = items(env);
  const names = all.map(({ name }) => String(name));
  const hasMore = items(envFrom).length > 0;
  const inEnv = all.flatMap(({ name, value }, at) =>
    referred(value).flatMap((variable) => {
      if (names.slice(0, at).includes(variable) || OF_SERVICES.test(variable)) return [];
      const isLater = names.slice(at).includes(variable);
      const why = isLater ? 'it is defined below' : hasMore ? 'envFrom does not count here' : 'nothing defines it';
      return [{ name: `variable ${name}`, variable, why }];
    }),
  );
  const words = [command, args].flat().filter((word) => typeof word === 'string');
  // A shell has $(…) of its own, and envFrom counts for arguments.
  const isOpen = hasMore || words.some((word) => /(^|\/)(ba|da|a|z)?sh$|^-l?c$/.test(word));
  const inWords = (isOpen ? [] : words).flatMap((word) =>
    referred(word).flatMap((variable) =>
      names.includes(variable) || OF_SERVICES.test(variable)
        ? []
        : [{ name: `argument '${word}'`, variable, why: 'nothing defines it' }],
    ),
  );
  return [...inEnv, ...inWords];
}

/** `$$(A)` is an escape. */
function referred(value: unknown): string[] {
  if (typeof value !== 'string' || !value.includes('$(')) return [];
  const found = [...value.matchAll(/\$\$|\$\(([A-Z_][A-Z0-9_]*)\)/g)].flatMap(([, name]) => name ?? []);
  return [...new Set(found)];
}
