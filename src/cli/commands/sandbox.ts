import { controlPlaneStatus } from '../../../tools/control-plane';
import { isRunning, type ProcessIdentity } from '../../../tools/process';
import { Kube } from '../../cluster/kube';
import type { Project } from '../../project';
import { clusterState } from '../../sandbox/cluster';
import { bringDown } from '../../sandbox/down';
import { explain } from '../../sandbox/errors';
import { Interrupted } from '../../sandbox/interruption';
import { Place, type SandboxRecord } from '../../sandbox/place';
import { workloads } from '../../sandbox/readiness';
import { bringUp, isUp } from '../../sandbox/up';
import { EXIT } from '../exit';
import { tellError } from '../print/error';
import { findingsText, tally } from '../print/findings';
import { print, tell } from '../print/output';
import { progress } from '../print/sandbox/progress';
import { nextText } from '../print/sandbox/shell';
import { stateText, upText } from '../print/sandbox/summary';
import { isTroubled } from '../print/sandbox/troubles';

export interface SandboxOptions {
  /** Folder of the sandbox, which `down` removes. @default - one for each project, where the system keeps state */
  readonly state?: string;
}

/** Starts a control plane with the nodes of an environment, and applies its tree; ends with 1 where something is refused or not ready. */
export async function up(project: Project, name: string | undefined, { state }: SandboxOptions): Promise<number> {
  const { readPlan } = require('../../sandbox/read') as typeof import('../../sandbox/read');
  const read = await readPlan(project, name);
  if ('findings' in read) {
    tell(`${findingsText(read.findings)}\n${tally(read.findings)}; nothing was started\n`);
    return EXIT.findings;
  }
  return guarded(new Place(project.root, state), async (place) => {
    const populated = await bringUp(place, read.plan, progress());
    const cluster = await clusterState(new Kube(place.kubeconfig));
    print(upText(read, populated, cluster) + nextText(place));
    return isTroubled(populated) ? EXIT.findings : EXIT.fine;
  });
}

/** Says what runs; ends with 1 where a sandbox is there, but not whole. */
export function status(project: Project, { state }: SandboxOptions): Promise<number> {
  return guarded(new Place(project.root, state), async (place) => {
    const record = place.exists() ? place.record() : undefined;
    if (!record) {
      print('no sandbox runs\nnext: steading sandbox up\n');
      return EXIT.fine;
    }
    const { environment, phase, up: starter } = record;
    const works = starter !== undefined && isRunning(starter);
    if (!isUp(place)) {
      print(works ? `${environment}: ${starting(starter)}\n` : broken(place, record));
      return works ? EXIT.fine : EXIT.findings;
    }
    const kube = new Kube(place.kubeconfig);
    const now = stateText(environment, await clusterState(kube), await workloads(kube));
    const partly = phase === 'applied' ? '' : `\n${works ? starting(starter) : PARTLY}\n`;
    print(now + partly + nextText(place));
    return phase === 'applied' || works ? EXIT.fine : EXIT.findings;
  });
}

const PARTLY = 'not all of the tree is applied, `up` was ended before\nto fix: steading sandbox up';

const starting = ({ pid }: ProcessIdentity): string => `\`steading sandbox up\` (process ${pid}) is at work`;

function broken({ servers }: Place, { environment, phase }: SandboxRecord): string {
  const names = Object.keys(controlPlaneStatus(servers)).sort().join(', ');
  const why =
    phase === 'starting' ? '`up` was ended before its control plane was ready' : 'its control plane is not whole';
  return `${environment}: ${why}; what still runs of it: ${names || 'nothing'}\nto fix: steading sandbox down, or up to start anew\n`;
}

/** Prints the path of the kubeconfig, and nothing else. */
export function kubeconfig(project: Project, { state }: SandboxOptions): Promise<number> {
  return guarded(new Place(project.root, state), async (place) => {
    if (place.exists() && isUp(place)) {
      print(`${place.kubeconfig}\n`);
      return EXIT.fine;
    }
    tell('error: no sandbox runs\nto fix: steading sandbox up\n');
    return EXIT.couldNot;
  });
}

/** Stops everything and removes the folder, whatever state the sandbox is in. */
export function down(project: Project, { state }: SandboxOptions): Promise<number> {
  return guarded(new Place(project.root, state), async (place) => {
    const environment = place.exists() ? place.record()?.environment : undefined;
    const was = await bringDown(place, progress());
    print(was ? `the sandbox${environment ? ` of ${environment}` : ''} is gone\n` : 'no sandbox runs\n');
    return EXIT.fine;
  });
}

/** Says what the machine did not let us do. After a signal the process ends at once: a build that runs would hold it. */
async function guarded(place: Place, work: (place: Place) => Promise<number>): Promise<number> {
  try {
    return await work(place);
  } catch (error) {
    if (error instanceof Interrupted) {
      tell(`${error.message}\n`);
      process.exit(error.exitCode);
    }
    const explained = explain(error, place);
    if (!explained) throw error;
    tellError(explained);
    return EXIT.couldNot;
  }
}
