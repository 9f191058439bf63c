import { groupBy } from '../../../base/sort';
import { countOf, demandOf } from '../../../kubernetes/scheduling/demand';
import { type Machine, type Room, wantedText, wants } from '../../../kubernetes/scheduling/nodes';
import { roomText, sum, times, unplaced } from '../../../kubernetes/scheduling/packing';
import { autoscaledBy, placing, withoutLargest } from '../../../kubernetes/scheduling/placing';
import type { Side } from '../../side';
import { type Consequence, consequence } from '../consequence';
import type { Judge } from '../judge';
import { type Maker, State } from '../state';

/** What pods ask for by pool, and whether they find room. */
export const room: Judge = ({ before, after, objects }) => {
  if (objects.length === 0) return [];
  return [...pools(before, after), ...places(before, after)];
};

/** What runs by itself. */
function makersOf(side: Side): readonly Maker[] {
  return State.of(side).makers.filter(
    ({ placed, manifest }) => placed.layer !== 'onDemand' && manifest.kind !== 'CronJob',
  );
}

function nodesOf({ beyond }: Side): readonly (readonly [string, readonly Machine[]])[] {
  return Object.entries(beyond?.machines ?? {});
}

const ANY = 'any node';

/** A pool is the nodes that ask-alikes may run on; it is named by what they ask for. */
function pools(before: Side, after: Side): Consequence[] {
  const [old, now] = [demandByPool(before), demandByPool(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((pool) => {
    const [was, is] = [old.get(pool)?.room ?? NONE, now.get(pool)?.room ?? NONE];
    if (was.cpu === is.cpu && was.memory === is.memory) return [];
    const have = now.get(pool)?.have ?? old.get(pool)?.have;
    const params = { pool, before: asked(was), after: asked(is), have: have && roomText(have) };
    return [consequence('capacity/changed', params, { about: [pool] })];
  });
}

/** Of a pool that nobody asks for. */
const asked = (room: Room): string => (room.cpu === 0 && room.memory === 0 ? 'nothing' : roomText(room));

const NONE: Room = { cpu: 0, memory: 0, pods: 0 };

function demandByPool(side: Side): Map<string, { room: Room; have: Room | undefined }> {
  const nodes = nodesOf(side).flatMap(([, all]) => all);
  const scaled = autoscaledBy(State.of(side).of('HorizontalPodAutoscaler'));
  const byPool = groupBy(makersOf(side), ({ spec }) => wantedText(spec) || ANY);
  return new Map(
    [...byPool].map(([pool, makers]) => {
      const fits = makers[0] && wants(makers[0].spec);
      const open = fits ? nodes.filter(fits) : nodes;
      const each = makers.map((maker) => {
        const count = maker.manifest.kind === 'DaemonSet' ? Math.max(open.length, 1) : countOf(maker, scaled);
        return times(demandOf(maker.spec), count);
      });
      const have = open.length > 0 ? sum(open.map((node) => node.room)) : undefined;
      return [pool === ANY ? pool : `nodes with ${pool}`, { room: sum(each), have }] as const;
    }),
  );
}

/** Only what finds no room now and did before is said. */
function places(before: Side, after: Side): Consequence[] {
  const [only, another] = nodesOf(after);
  if (!only || another) return [];
  const [cluster, nodes] = only;
  const [old, now] = [placed(before), placed(after)];
  const news = (all: readonly string[], known: readonly string[] = []) => all.filter((one) => !known.includes(one));
  const wasHomeless = old?.homeless.map(({ name }) => name);
  const wasTooLarge = old?.tooLarge.map(({ pods }) => pods.name) ?? [];
  const single = [
    ...(now?.homeless.flatMap(({ name, object, spec }) =>
      wasHomeless?.includes(name)
        ? []
        : [consequence('capacity/no-node', { object: name, wanted: wantedText(spec) }, { about: [object] })],
    ) ?? []),
    ...(now?.tooLarge.flatMap(({ pods: { name, object }, room: wanted, largest }) =>
      wasTooLarge.includes(name)
        ? []
        : [
            consequence(
              'capacity/oversized',
              { object: name, wants: roomText(wanted), largest: roomText(largest) },
              { about: [object] },
            ),
          ],
    ) ?? []),
  ];
  const left = news(now?.left ?? [], old?.left);
  if (left.length > 0) {
    const wanted = sum(
      (now?.loads ?? []).map((load) => times(load.room, load.count === 'each' ? nodes.length : load.count)),
    );
    const params = { cluster, left, wants: roomText(wanted), have: roomText(sum(nodes.map((node) => node.room))) };
    return [...single, consequence('capacity/pending', params, { about: [cluster, ...left] })];
  }
  const lost = now?.left.length === 0 ? now.lost : undefined;
  if (!lost || news(lost.left, old?.lost?.left).length === 0 || (old?.lost?.left.length ?? 0) > 0) return single;
  return [...single, consequence('capacity/node-loss', lost, { about: [cluster, ...lost.left] })];
}

function placed(side: Side) {
  const [only, another] = nodesOf(side);
  if (!only || another) return undefined;
  const nodes = only[1];
  const scaled = autoscaledBy(State.of(side).of('HorizontalPodAutoscaler'));
  const all = placing(makersOf(side), nodes, scaled, ({ name }) => name);
  return { ...all, left: unplaced(all.loads, nodes), lost: withoutLargest(all.loads, nodes) };
}
