import { setTimeout as sleep } from 'node:timers/promises';
import { binary } from '../../tools/build';
import { controlPlaneStatus, startControlPlane, stopControlPlane } from '../../tools/control-plane';
import { identify } from '../../tools/process';
import { Kube } from '../cluster/kube';
import { codeOf } from '../write/error';
import { refuseOthers } from './identity';
import { Interrupted, Interruption } from './interruption';
import type { Place, SandboxRecord } from './place';
import type { Plan } from './plan';
import { type Populated, populate } from './populate';

/** Servers of a control plane: fewer that run are a broken one. */
const SERVERS = 5;
/** A server that was just launched has said by now which process it is. */
const LAUNCH_MS = 250;
const SETTLE_MS = 3_000;
const POLL_MS = 50;

type Say = (line: string) => void;

/** Whether a sandbox has all that it needs to be used, whatever of its tree is applied. */
export function isUp(place: Place): boolean {
  const phase = place.record()?.phase ?? 'starting';
  return phase !== 'starting' && Object.keys(controlPlaneStatus(place.servers)).length === SERVERS;
}

/**
 * Brings a sandbox up, or applies the tree again where it is up. Whatever ends a first `up` before it is done, an error
 * or a signal, leaves no process and no folder. Throws `Refusal` where the sandbox is another environment's, or its
 * nodes, storage classes or network have changed; `Interrupted`; what `startControlPlane` and `populate` throw.
 */
export async function bringUp(place: Place, plan: Plan, say: Say): Promise<Populated> {
  place.exists();
  const wait = (): void => say('waiting for another command that works on this sandbox');
  return place.locked(wait, async () => {
    const again = isUp(place);
    const record = place.record();
    if (again && record) refuseOthers(place, record, plan);
    const interruption = new Interruption();
    const work =
      again && record ? applyAgain(place, record, plan, interruption, say) : begin(place, plan, interruption, say);
    try {
      return await Promise.race([work, interruption.happened]);
    } catch (error) {
      if (!again) await undo(place, work);
      else if (error instanceof Interrupted) say('the sandbox runs on; `steading sandbox down` ends it');
      throw error;
    } finally {
      interruption.end();
    }
  });
}

async function begin(place: Place, plan: Plan, interruption: Interruption, say: Say): Promise<Populated> {
  const { environment, cluster } = plan;
  if (place.record()) say('removing what is left of a sandbox that was ended');
  const record: SandboxRecord = { schema: 1, environment, cluster, ...self(), phase: 'starting', kubectl: '' };
  place.write(record);
  await stopControlPlane(place.servers);
  const kubectl = await binary('kubectl', say);
  const step = stepOf(interruption, say);
  await startControlPlane({ stateDir: place.servers, serviceCidr: cluster.serviceCidr, onProgress: step });
  interruption.check();
  return apply(place, { ...record, kubectl }, plan, step);
}

function applyAgain(
  place: Place,
  record: SandboxRecord,
  plan: Plan,
  interruption: Interruption,
  say: Say,
): Promise<Populated> {
  say(`the sandbox of '${plan.environment}' runs: applying again`);
  return apply(place, { ...record, ...self() }, plan, stepOf(interruption, say));
}

async function apply(place: Place, record: SandboxRecord, plan: Plan, step: Say): Promise<Populated> {
  place.write({ ...record, phase: 'applying' });
  const populated = await populate(new Kube(place.kubeconfig), plan, step);
  place.write({ ...record, phase: 'applied' });
  return populated;
}

function self(): Pick<SandboxRecord, 'up'> {
  const up = identify(process.pid);
  return up ? { up } : {};
}

/** Nothing is begun after a signal. Not for builds, which say things where nobody catches an error. */
function stepOf(interruption: Interruption, say: Say): Say {
  return (line) => {
    interruption.check();
    say(line);
  };
}

/** What still works on a sandbox that goes away fails soon, and may have begun something meanwhile: it is stopped twice. */
async function undo(place: Place, work: Promise<unknown>): Promise<void> {
  await sleep(LAUNCH_MS);
  await stop(place);
  const patience = new AbortController();
  await Promise.race([work, sleep(SETTLE_MS, undefined, patience)]).catch(() => undefined);
  patience.abort();
  await stop(place);
  place.forget();
}

/** A start that fails stops the servers as well, and takes files away that are looked for here. */
async function stop({ servers }: Place): Promise<void> {
  for (;;) {
    try {
      return await stopControlPlane(servers);
    } catch (error) {
      if (!['ENOENT', 'ENOTEMPTY'].includes(codeOf(error) ?? '')) throw error;
      await sleep(POLL_MS);
    }
  }
}
