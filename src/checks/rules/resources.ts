import { amount } from '../../kubernetes/quantities';
import type { Place } from './place';

const OWN_RESOURCE = /^(cpu|memory|ephemeral-storage|storage|hugepages-\S+)$/;

/** Requests and limits of a container. */
export function resources(place: Place): void {
  if (!place.exists) return;
  for (const field of ['requests', 'limits']) {
    for (const name of place.at(field).keys()) {
      const own = place.at(field, name);
      const is = amount(own.value);
      const isOurs = OWN_RESOURCE.test(name);
      if (!isOurs && !name.includes('/'))
        own.wrong('its key to be cpu, memory, ephemeral-storage or one with a domain');
      if (is !== undefined && is < 0) own.wrong('0 or more');
      if (is !== undefined && !isOurs && !Number.isInteger(is)) own.wrong('a whole number');
    }
  }
  for (const name of place.at('requests').keys()) {
    const wanted = place.at('requests', name);
    const limit = place.at('limits', name);
    const [least, most] = [amount(wanted.value), amount(limit.value)];
    const isShared = OWN_RESOURCE.test(name) && !name.startsWith('hugepages-');
    if (least === undefined) continue;
    if (most !== undefined && least > most) wanted.wrong(`no more than its limit, ${limit.value}`);
    if (!isShared && most !== least) wanted.wrong(`its limit, ${limit.value ?? 'which is missing'}`);
  }
}
