import { type Finding, finding } from '../../diagnostics/finding';
import { items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { Inventory } from '../inventory';
import { podsOf } from '../pods';

const FULL = /(?<![\w-])(?:[a-z0-9-]+\.)*([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?(?![\w-])/g;
const SHORT = /:\/\/(?:[^\s/@]*@)?([a-z][a-z0-9-]*)(?=[:/?]|$)/g;

/** Addresses in variables and arguments that name a Service which nothing makes. */
export const names: Check = ({ graph, artifacts }) => {
  const inventory = Inventory.of(graph, artifacts);
  return podsOf(graph, artifacts).flatMap(({ object, namespace, spec, subject }) => {
    const own = containersOf(spec).map(({ name }) => name);
    const words = containersOf(spec).flatMap(({ env, args, command }) =>
      [...items(env).map(({ value }) => value), args, command].flat(),
    );
    const asked = words.flatMap((word) => (typeof word === 'string' ? servicesIn(word, namespace) : []));
    const unknown = asked.filter(({ service, home, isShort }) => {
      if (isShort && (service === 'localhost' || own.includes(service))) return false;
      const isSure = inventory.knows(home) && inventory.unknownMaker(home) === undefined;
      return isSure && !inventory.has('Service', home, service);
    });
    const once = new Map(unknown.map((one) => [`${one.service}.${one.home}`, one]));
    return [...once.values()].map(
      ({ host, service, home }): Finding =>
        finding('reference/unknown-host', { object, host, service: `${home}/${service}` }, subject),
    );
  });
};

function servicesIn(word: string, namespace: string) {
  const full = [...word.matchAll(FULL)].map(([host, service = '', home = '']) => ({ host, service, home }));
  const short = [...word.matchAll(SHORT)].map(([, service = '']) => ({ host: service, service, home: namespace }));
  return [...full.map((one) => ({ ...one, isShort: false })), ...short.map((one) => ({ ...one, isShort: true }))];
}
