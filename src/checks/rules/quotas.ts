import { among } from '../../kubernetes/forms';
import { amount } from '../../kubernetes/quantities';
import type { Place } from './place';

const COUNTED = [
  ...['pods', 'services', 'services.nodeports', 'services.loadbalancers', 'replicationcontrollers'],
  ...['resourcequotas', 'secrets', 'configmaps', 'persistentvolumeclaims'],
];
const MEASURED =
  /^((requests\.|limits\.)?(cpu|memory|ephemeral-storage)|requests\.storage|(requests\.)?hugepages-\S+)$/;
const OF_CONTAINERS = /^(cpu|memory|ephemeral-storage|hugepages-\S+)$/;

/** How much of what a namespace may have. */
export function quota(spec: Place): void {
  const hard = spec.at('hard');
  for (const name of hard.keys()) {
    const own = hard.at(name);
    const is = amount(own.value);
    const isCounted = COUNTED.includes(name) || (name.includes('/') && !name.startsWith('requests.'));
    if (!isCounted && !MEASURED.test(name) && !name.includes('/'))
      own.wrong('its key to be a resource of a quota, such as requests.cpu or pods, or one with a domain');
    if (is !== undefined && is < 0) own.wrong('0 or more');
    if (is !== undefined && isCounted && !Number.isInteger(is)) own.wrong('a whole number');
  }
}

const BOUNDS = ['min', 'defaultRequest', 'default', 'max'];

/** What pods, containers and claims get where they say nothing, and how much at most. */
export function limitRange(spec: Place): void {
  const limits = spec.at('limits');
  limits.unique(({ value }) => String((value as { type?: unknown } | null)?.type), 'type');
  for (const limit of limits.each()) {
    const type = limit.at('type').value;
    if (!String(type).includes('/')) limit.at('type').must(among('Pod', 'Container', 'PersistentVolumeClaim'));
    if (type === 'Pod')
      for (const field of limit.having(['default', 'defaultRequest'])) limit.at(field).wrong('nothing for a whole pod');
    for (const field of BOUNDS) bounds(limit, field, type === 'PersistentVolumeClaim' ? /^storage$/ : OF_CONTAINERS);
  }
}

/** A bound is no more than those that come after it. */
function bounds(limit: Place, field: string, known: RegExp): void {
  for (const name of limit.at(field).keys()) {
    const own = limit.at(field, name);
    const is = amount(own.value);
    if (!known.test(name) && !name.includes('/')) own.wrong('its key to be a resource, such as memory');
    if (is === undefined) continue;
    if (is < 0) own.wrong('0 or more');
    for (const greater of BOUNDS.slice(BOUNDS.indexOf(field) + 1)) {
      const most = limit.at(greater, name).value;
      if (most !== undefined && (amount(most) ?? is) < is) own.wrong(`no more than its ${greater}, ${most}`);
    }
  }
}
