import { identityOf } from '../../match/identity';
import { consequence, nameOf } from '../consequence';
import type { Judge } from '../judge';
import { routesOf } from '../routes';

/** Hosts that nothing serves any more. */
export const routes: Judge = ({ before, after }) => {
  const served = new Set(routesOf(after).map(({ host }) => host));
  const lost = new Map(
    routesOf(before).flatMap((route) => (served.has(route.host) || route.host === '' ? [] : [[route.host, route]])),
  );
  return [...lost.values()].map(({ host, manifest }) => {
    const object = identityOf(manifest);
    return consequence('downtime/route-removed', { object: nameOf(object), host }, { about: [object] });
  });
};
