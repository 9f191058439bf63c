import {
  absolutePath,
  among,
  hostName,
  label,
  nonEmpty,
  orEmpty,
  portName,
  portNumber,
  subdomain,
} from '../../kubernetes/forms';
import { string } from './containers';
import type { Place } from './place';

const CLASS = 'kubernetes.io/ingress.class';

/** Hosts, paths and backends of an Ingress. */
export function ingress(place: Place): void {
  const spec = place.at('spec');
  const [rules, name] = [spec.at('rules'), spec.at('ingressClassName')];
  name.must(subdomain);
  const older = place.at('metadata', 'annotations', CLASS);
  if (older.exists && name.exists && older.value !== name.value) older.wrong(`ingressClassName, ${name.value}`);
  if (rules.each().length === 0 && !spec.at('defaultBackend').exists) rules.wrong('one at least, or a defaultBackend');
  backend(spec.at('defaultBackend'));
  for (const rule of rules.each()) {
    rule.at('host').must(orEmpty(hostName));
    const paths = rule.at('http', 'paths');
    if (rule.at('http').exists && paths.each().length === 0) paths.wrong('one path at least');
    for (const each of paths.each()) path(each);
  }
  for (const tls of spec.at('tls').each()) {
    for (const host of tls.at('hosts').each()) host.must(hostName);
    tls.at('secretName').must(orEmpty(subdomain));
  }
}

function path(place: Place): void {
  const type = place.at('pathType');
  type.must(among('Exact', 'Prefix', 'ImplementationSpecific'));
  if (type.value === 'ImplementationSpecific') place.at('path').must(orEmpty(absolutePath));
  else place.at('path').needs(absolutePath);
  backend(place.at('backend'));
}

function backend(place: Place): void {
  place.oneOf(['service', 'resource']);
  const service = place.at('service');
  if (service.exists) {
    service.at('name').must(nonEmpty, label);
    port(service.at('port'));
  }
  for (const field of place.at('resource').having(['kind', 'name'])) place.at('resource', field).must(nonEmpty);
}

/** By name or by number; neither a name without letters nor 0 is one. */
function port(place: Place): void {
  const name = string(place.at('name'));
  const number = place.at('number');
  const has = [...(name ? ['name'] : []), ...(number.value ? ['number'] : [])];
  if (has.length !== 1) place.wrong(has.length === 0 ? 'a name or a number' : 'a name or a number, not both');
  place.at('name').must(orEmpty(portName));
  if (number.value !== 0) number.must(portNumber);
}
