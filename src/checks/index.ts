import type { Finding } from '../diagnostics/finding';
import { versions } from './api/versions';
import { capacity } from './capacity/nodes';
import type { Check, Subject } from './check';
import { addresses } from './cluster/outside-network';
import { delivery } from './delivery/delivery';
import { postBuild } from './delivery/eaten-variable';
import { disruption } from './disruption/disruption';
import { endpoints } from './endpoint/duplicate';
import { admission } from './endpoint/not-admitted';
import { exposures } from './exposure/exposures';
import { dashboards } from './exposure/no-authentication';
import { listeners } from './exposure/no-listener';
import { tls } from './exposure/no-tls';
import { files } from './file/files';
import { headscale } from './headscale/base-domain';
import { holmes } from './holmesgpt/provider';
import { hosts } from './host/commands';
import { abandoned } from './image/abandoned';
import { architecture } from './image/architecture';
import { pages } from './image/large-pages';
import { pins } from './image/pins';
import { kafka } from './kafka/clusters';
import { monitors } from './monitoring/monitors';
import { networks } from './network/networks';
import { egress } from './network/no-dns';
import { policyPorts } from './network/policy-ports';
import { policies } from './network/selects-nothing';
import { complete } from './object/incomplete';
import { generated } from './object/moving-selector';
import { objects } from './object/objects';
import { homes } from './object/other-home';
import { onePassword } from './one-password/items';
import { runsOn } from './operator/runs-on';
import { hooks } from './order/hook-too-early';
import { patches } from './patch/patches';
import { podSecurity } from './pod-security/violation';
import { ports } from './port/out-of-range';
import { timeouts } from './proxy/short-timeout';
import { roles } from './rbac/roles';
import { resources } from './rbac/unknown-resource';
import { bindings } from './reference/bindings';
import { classes } from './reference/classes';
import { governed } from './reference/governed';
import { issuers } from './reference/issuers';
import { middlewares } from './reference/middleware-form';
import { keys } from './reference/missing-key';
import { dependencies } from './reference/other-kind';
import { references } from './reference/references';
import { routes } from './reference/routes';
import { scalers } from './reference/scalers';
import { names } from './reference/unknown-host';
import { rules } from './rules';
import { schema } from './schema/schema';
import { builders } from './secret/not-config-json';
import { secrets } from './secret/secrets';
import { plainText } from './security/plain-text';
import { privileges } from './security/privileges';
import { tokens } from './security/unused-token';
import { ledgers } from './service/ledgers';
import { nodePorts } from './service/node-port-taken';
import { services } from './service/services';
import { shared } from './storage/classes';
import { dataFolders } from './storage/data-folders';
import { storage } from './storage/storage';
import { signIn } from './tailscale/no-login-server';
import { tailscale } from './tailscale/permissions';
import { claims } from './workload/claims';
import { jobs } from './workload/jobs';
import { variables } from './workload/literal-variable';
import { grants } from './workload/no-reason';
import { stateful } from './workload/no-stable-storage';
import { spread } from './workload/one-node';
import { quantities } from './workload/part-of-a-byte';
import { probes } from './workload/probes';
import { requests } from './workload/requests';
import { rolling } from './workload/rolling-device';
import { schedules } from './workload/schedules';
import { links } from './workload/service-link';
import { selectors } from './workload/shared-selector';
import { grace } from './workload/short-grace';
import { sidecars } from './workload/unknown-path';
import { workloads } from './workload/workloads';

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
  bindings,
  classes,
  disruption,
  issuers,
  keys,
  monitors,
  policies,
  resources,
  routes,
  scalers,
  selectors,
  builders,
  dataFolders,
  dependencies,
  egress,
  governed,
  homes,
  hooks,
  kafka,
  ledgers,
  links,
  listeners,
  policyPorts,
  postBuild,
  middlewares,
  names,
  nodePorts,
  quantities,
  rolling,
  schedules,
  shared,
  variables,
  generated,
  runsOn,
  versions,
];

/** Whether it will run well. */
const ADVICE: readonly Check[] = [
  architecture,
  abandoned,
  pages,
  pins,
  capacity,
  claims,
  grace,
  jobs,
  probes,
  requests,
  spread,
  stateful,
  dashboards,
  plainText,
  privileges,
  roles,
  tls,
  tokens,
  headscale,
  signIn,
  tailscale,
  timeouts,
];

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
