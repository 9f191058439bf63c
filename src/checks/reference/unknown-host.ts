import { type Finding, finding } from '../../diagnostics/finding';
import { type Fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { objectsOf } from '../objects-of';
import { podsOf } from '../pods';

const FULL = /(?<![\w-])(?:[a-z0-9-]+\.)*([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?(?![\w-])/g;
const SHORT = /:\/\/(?:[^\s/@]*@)?([a-z][a-z0-9-]*)(?=[:/?]|$)/g;
const PORT = /^:(\d+)/;
/** Variables that hold the host of a database and nothing else. */
const OF_DATABASE = /(^|_)(DB|DATABASE|PG|POSTGRES(QL)?(DB)?|MYSQL|MARIADB|MONGO(DB)?|REDIS|VALKEY)_?HOST(NAME)?$/;

/** Addresses in variables and arguments that name a Service, or a port of one, which nothing makes. */
export const names: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  const services = new Map(
    objectsOf(graph, artifacts, 'Service').map((one) => [`${one.namespace}/${one.manifest.metadata.name}`, one]),
  );
  return podsOf(graph, artifacts).flatMap(({ object, namespace, spec, subject }) => {
    const own = containersOf(spec).map(({ name }) => name);
    // What Tailscale signs in at has a check of its own.
    const words = wordsOf(spec).filter((word) => !word.includes('--login-server'));
    const asked = words.flatMap((word) => servicesIn(word, namespace));
    const once = new Map(asked.map((one) => [`${one.service}.${one.home}:${one.port}`, one]));
    return [...once.values()].flatMap(({ host, service, home, isShort, port }): Finding[] => {
      if (isShort && (service === 'localhost' || own.includes(service))) return [];
      if (!inventory.has('Service', home, service)) {
        const isSure = inventory.knows(home) && inventory.unknownMaker(home) === undefined;
        return isSure
          ? [finding('reference/unknown-host', { object, host, service: `${home}/${service}` }, subject)]
          : [];
      }
      const target = services.get(`${home}/${service}`);
      const known = items(target?.spec.ports).map((one) => String(one.port));
      // Of a headless Service, every port of its pods is one.
      const isAny = known.length === 0 || target?.spec.clusterIP === 'None' || target?.spec.type === 'ExternalName';
      if (!target || port === undefined || isAny || known.includes(port)) return [];
      return [finding('reference/unknown-port', { object, target: target.object, port, known }, subject)];
    });
  });
};

/** Texts of a pod in which addresses stand. A host of a database stands alone in its variable. */
export function wordsOf(spec: Fields): string[] {
  return containersOf(spec).flatMap(({ env, args, command }) => {
    const variables = items(env).map(({ name, value }) => {
      const isHost = OF_DATABASE.test(String(name)) && /^[a-z][a-z0-9-]*$/.test(String(value));
      return isHost ? `://${value}` : value;
    });
    return [...variables, args, command].flat().filter((word) => typeof word === 'string');
  });
}

/** The Services that a text names in addresses. */
export function servicesIn(word: string, namespace: string) {
  const after = ({ 0: host, index }: RegExpExecArray) => PORT.exec(word.slice(index + host.length))?.[1];
  const full = [...word.matchAll(FULL)].map((match) => {
    const [host, service = '', home = ''] = match;
    return { host, service, home, port: after(match), isShort: false };
  });
  const short = [...word.matchAll(SHORT)].map((match) => {
    const [, service = ''] = match;
    return { host: service, service, home: namespace, port: after(match), isShort: true };
  });
  return [...full, ...short];
}
