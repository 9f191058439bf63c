import { groupBy } from '../../../base/sort';
import { identityOf, idOf } from '../../match/identity';
import { consequence, nameOf } from '../consequence';
import type { Judge } from '../judge';
import { addressOf, type Route, routesOf } from '../routes';

/** Addresses that are served to more people, or in another way. */
export const routes: Judge = ({ before, after }) => {
  const old = groupBy(routesOf(before), keyOf);
  return routesOf(after).flatMap((route) => {
    const alike = old.get(keyOf(route)) ?? [];
    const own = alike.filter(({ manifest }) => idOf(manifest) === idOf(route.manifest));
    // Of several clusters, each may serve it in its own way: what one of them did before is nothing new.
    const all = own.length > 0 ? own : alike;
    const was = all[0];
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
    const lost = was.asks.filter((one) => !route.asks.includes(one) && all.every(({ asks }) => asks.length > 0));
    return [
      ...(lost.length > 0 && route.asks.length === 0
        ? [consequence('access/authentication-removed', { object: name, address: addressOf(route), what: lost }, about)]
        : []),
      ...(!route.tls && all.every(({ tls }) => tls)
        ? [consequence('access/tls-removed', { object: name, host: addressOf(route) }, about)]
        : []),
    ];
  });
};

const keyOf = ({ host, rest }: Route): string => `${host} ${rest}`;
