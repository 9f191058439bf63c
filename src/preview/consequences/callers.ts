import { once } from '../../base/once';
import { fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import { identityOf } from '../match/identity';
import type { Side } from '../side';
import { nameOf } from './consequence';
import { routesOf } from './routes';
import { homeOf, State } from './state';

/** Somebody who names a Service, and the port if it says one. */
export interface Caller {
  readonly name: string;
  readonly port: string | undefined;
}

/** Who leads to a Service: routes, and addresses in variables, arguments and ConfigMaps. */
export function callersOf(side: Side, namespace: string, service: string): readonly Caller[] {
  return index(side).get(`${namespace}/${service}`) ?? [];
}

/** `http://litellm.self-hosted-ai.svc.cluster.local:4000`, `redis.default:6379`, `postgres:5432`. */
const ADDRESS =
  /(?<![\w.-])([a-z][a-z0-9-]*)(?:\.([a-z][a-z0-9-]*))?(\.svc(?:\.[a-z][a-z0-9.-]*)?)?(?::(\d{2,5}))?(?![\w-]|\.\w)/g;

const index = once((side: Side): ReadonlyMap<string, Caller[]> => {
  const state = State.of(side);
  const all = new Map<string, Caller[]>();
  const add = (id: string, caller: Caller) => {
    const callers = all.get(id);
    if (!callers) all.set(id, [caller]);
    else if (!callers.some(({ name, port }) => name === caller.name && port === caller.port)) callers.push(caller);
  };
  for (const { manifest, backends } of routesOf(side))
    for (const { namespace, service, port } of backends)
      add(`${namespace}/${service}`, {
        name: nameOf(identityOf(manifest)),
        port: port === undefined ? undefined : String(port),
      });
  const read = (text: string, namespace: string, name: string) => {
    for (const [, service = '', home = namespace, suffix, port] of text.matchAll(ADDRESS))
      if (suffix !== undefined || port !== undefined) add(`${home}/${service}`, { name, port });
  };
  for (const { spec, namespace, name } of state.makers)
    for (const { env, args, command } of containersOf(spec))
      for (const text of [...items(env).map(({ value }) => value), ...texts(args), ...texts(command)])
        if (typeof text === 'string') read(text, namespace, name);
  for (const manifest of state.of('ConfigMap'))
    for (const text of Object.values(fields(manifest.data)))
      if (typeof text === 'string') read(text, homeOf(manifest), nameOf(identityOf(manifest)));
  return all;
});

const texts = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
