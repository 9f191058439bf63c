import type { Reach } from '../change';
import type { Connection, Side } from '../side';
import type { Network } from './network';
import type { Way } from './ways';

/** What policies let through, in words; where a stack gives the reason, with it. What no policy holds up is said by the connection alone. */
export function connectionChanges(before: Side, after: Side, ways: readonly Way[], network: Network): Reach[] {
  const known = before.beyond !== undefined && after.beyond !== undefined;
  const [old, now] = [connectionsOf(before), connectionsOf(after)];
  const begun = known ? [...now].flatMap(([key, one]) => (old.has(key) ? [] : [one])) : [];
  const ended = known ? [...old].flatMap(([key, one]) => (now.has(key) ? [] : [one])) : [];
  const explained = new Set<Connection>();
  const sentences = ways.map(({ what, from, to, address }): Reach => {
    const because = (what === 'opened' ? begun : ended).filter(
      (one) =>
        componentOf(one.from) === from.component &&
        componentOf(one.to) === to.component &&
        address.endsWith(`:${one.port}`),
    );
    for (const one of because) explained.add(one);
    const why = because.length > 0 ? `: ${because.map((one) => one.why).join('; ')}` : '';
    return {
      what,
      sentence: `${network.nameOf(from)} ${what === 'opened' ? 'can now' : 'can no longer'} reach ${address}${why}`,
    };
  });
  const rest = (all: readonly Connection[], what: Reach['what']) =>
    all
      .filter((one) => !explained.has(one))
      .map(
        (one): Reach => ({
          what,
          sentence: `${componentOf(one.from)} ${what === 'opened' ? 'now uses' : 'no longer uses'} ${nameOf(one.to)}:${one.port}: ${one.why}`,
        }),
      );
  return [...sentences, ...rest(begun, 'opened'), ...rest(ended, 'closed')];
}

function connectionsOf({ beyond }: Side): Map<string, Connection> {
  return new Map(beyond?.connections.map((one) => [keyOf(one), one]));
}

const keyOf = ({ from, to, port }: Connection): string => `${from} ${to} ${port}`;

/** `<env>/<component>/<endpoint>` */
function componentOf(path: string): string {
  return path.split('/')[1] ?? path;
}

function nameOf(path: string): string {
  return path.split('/').slice(1).join('/');
}
