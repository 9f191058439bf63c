import { identityOf } from '../../match/identity';
import { consequence, nameOf } from '../consequence';
import type { Judge } from '../judge';
import { addressOf, type Route, routesOf } from '../routes';

/** Addresses that are served to more people, or in another way. */
export const routes: Judge = ({ before, after }) => {
  const old = new Map(routesOf(before).map((route) => [keyOf(route), route]));
  return routesOf(after).flatMap((route) => {
    const was = old.get(keyOf(route));
    const object = identityOf(route.manifest);
    const [name, about] = [nameOf(object), { about: [object] }];
    if (!was) {
      const to = [...new Set(route.backends.map(({ namespace, service }) => `${namespace}/${service}`))].join(', ');
      return [
        consequence(
          'access/exposed-host',
          { object: name, address: addressOf(route), to: to || 'the controller itself' },
          about,
        ),
      ];
    }
    const lost = was.asks.filter((one) => !route.asks.includes(one));
    return [
      ...(lost.length > 0 && route.asks.length === 0
        ? [consequence('access/authentication-removed', { object: name, address: addressOf(route), what: lost }, about)]
        : []),
      ...(was.tls && !route.tls
        ? [consequence('access/tls-removed', { object: name, host: addressOf(route) }, about)]
        : []),
    ];
  });
};

const keyOf = ({ host, rest }: Route): string => `${host} ${rest}`;
