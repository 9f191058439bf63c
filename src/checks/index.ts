import type { Finding } from '../diagnostics/finding';
import { addresses } from './addresses';
import { admission } from './admission';
import type { Check, Subject } from './check';
import { complete } from './complete';
import { delivery } from './delivery';
import { endpoints } from './endpoints';
import { exposures } from './exposures';
import { files } from './files';
import { grants } from './grants';
import { holmes } from './holmes';
import { hosts } from './hosts';
import { images } from './images';
import { meaning } from './meaning';
import { networks } from './networks';
import { objects } from './objects';
import { onePassword } from './one-password';
import { patches } from './patches';
import { podSecurity } from './pod-security';
import { ports } from './ports';
import { references } from './references';
import { referring } from './referring';
import { rules } from './rules';
import { running } from './running';
import { schema } from './schema/schema';
import { secrets } from './secrets';
import { security } from './security';
import { services } from './services';
import { sidecars } from './sidecars';
import { storage } from './storage';
import { tunnel } from './tunnel';
import { versions } from './versions';
import { workloads } from './workloads';

/** What is declared. */
const DECLARED: readonly Check[] = [
  addresses,
  admission,
  endpoints,
  exposures,
  grants,
  holmes,
  hosts,
  networks,
  onePassword,
  patches,
  ports,
  secrets,
  sidecars,
  storage,
];

/** What was made of it. */
const LOWERED: readonly Check[] = [
  delivery,
  files,
  objects,
  podSecurity,
  references,
  rules,
  schema,
  services,
  workloads,
  ...referring,
  ...meaning,
  ...versions,
];

/** Whether it will run well. */
const ADVICE: readonly Check[] = [...images, ...running, ...security, ...tunnel];

/** Asks the checks of objects alone: of what nobody declared there is nothing else to say. */
export function checkObjects(subject: Subject): Finding[] {
  const { found, artifacts } = complete(subject);
  const rest = { ...subject, artifacts };
  return [...found, ...[...LOWERED, ...ADVICE].flatMap((ask) => ask(rest))];
}

/** Asks every check. Where something is declared wrong, what was made of it is wrong as well: saying so again would help nobody. */
export function check(subject: Subject): Finding[] {
  const declared = DECLARED.flatMap((ask) => ask(subject));
  const failed = declared.some(({ severity }) => severity === 'error');
  if (failed) return declared;
  const { found, artifacts } = complete(subject);
  const rest = { ...subject, artifacts };
  return [...declared, ...found, ...[...LOWERED, ...ADVICE].flatMap((ask) => ask(rest))];
}
