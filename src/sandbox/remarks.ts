import { groupBy } from '../base/sort';
import type { ClusterState } from './cluster';
import type { Plan } from './plan';
import type { Populated } from './populate';
import { called } from './refusal';
import { whyStandIn } from './stand-ins';

/** Where a sandbox is not what the environment will be: what was made up, left out, or is another version. */
export function remarks(plan: Plan, populated: Populated, state: ClusterState, sealed: ReadonlySet<string>): string[] {
  return [
    ...list('made up:', madeUp(plan, sealed)),
    ...list('left out:', leftOut(plan, populated)),
    ...list('nobody acts on:', delivery(populated)),
    ...list('another version:', version(plan, state)),
  ];
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [[title, ...lines.map((line) => `  ${line}`)].join('\n')] : [];
}

function madeUp({ secrets, cluster, namespaces }: Plan, sealed: ReadonlySet<string>): string[] {
  const reasons = groupBy(secrets, (secret) => whyStandIn(secret, sealed));
  return [
    ...[...reasons].map(([why, some]) => {
      const names = some.map(({ namespace, name }) => `${namespace}/${name}`).join(', ');
      return `${counted(some.length, 'secret')} with random values (${why}): ${names}`;
    }),
    ...cluster.storageClasses.map(({ name }) => `storage class ${name}`),
    ...namespaces.map((name) => `namespace ${name}, which the tree takes for granted`),
  ];
}

function leftOut({ releases, onDemand }: Plan, { unknown }: Populated): string[] {
  return [
    ...releases.map(({ chart, version, brings, namespace: home }) => {
      const brought = brings.map(
        ({ kind, name, namespace = home }) => `${kind} ${namespace ? `${namespace}/` : ''}${name}`,
      );
      return `chart ${chart} ${version}${brought.length > 0 ? `, which brings ${brought.join(', ')}` : ''}`;
    }),
    ...onDemand.map(({ manifest }) => `${called(manifest)}, which runs when somebody asks`),
    ...unknown.map(({ apiVersion, kind, why, objects }) => {
      const names = objects.map(({ manifest }) => called(manifest)).join(', ');
      return `${names}: ${apiVersion} ${kind} has no definition here (${why})`;
    }),
  ];
}

/** What tells a delivery controller what to do. */
function delivery({ applied }: Populated): string[] {
  const kinds = groupBy(
    applied.filter(({ layer }) => layer === 'delivery'),
    ({ manifest }) => manifest.kind,
  );
  return [...kinds].map(([kind, objects]) => counted(objects.length, kind));
}

function version({ environment, kubernetes }: Plan, state: ClusterState): string[] {
  const minor = /^v?(\d+\.\d+)/;
  const [stated, own] = [kubernetes, state.version].map((text) => minor.exec(text)?.[1]);
  return stated === own ? [] : [`Kubernetes ${state.version} here, ${kubernetes} in '${environment}'`];
}

/** `1 node`, `2 nodes`. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
