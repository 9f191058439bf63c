import { hosts } from '../../backends/hosts/commands';
import type { HostNode } from '../../graph/graph';
import { apply, type Outcome, type Step, steps } from '../../hosts/apply';
import { chosenHosts } from '../../hosts/choose';
import { Fleet } from '../../hosts/fleet';
import { limitsOf } from '../../hosts/limits';
import { plan } from '../../hosts/plan';
import { Lost } from '../../hosts/refusal';
import { Values } from '../../hosts/values';
import type { Project } from '../../project';
import { Interrupted, Interruption } from '../../sandbox/interruption';
import { synthesize } from '../../synthesize';
import { EXIT } from '../exit';
import { tellError } from '../print/error';
import { findingsText, tally } from '../print/findings';
import { applyText, isSo } from '../print/hosts/applied';
import { changes, planText } from '../print/hosts/plan';
import { progress } from '../print/hosts/progress';
import { print, tell } from '../print/output';

export interface HostOptions {
  /** Hosts at a time. */
  readonly parallel: number;
  /** How long each script on a host may take, in milliseconds. @default - two minutes for a test, two hours for an apply */
  readonly timeout?: number;
}

/** Says what would change on hosts; ends with 1 where something would. */
export function planHosts(project: Project, name: string, names: readonly string[], options: HostOptions) {
  return withHosts(project, name, names, options, async (fleet, chosen) => {
    const plans = await plan(fleet, new Values(fleet), chosen, options.parallel);
    print(planText(name, plans));
    const errors = plans.flatMap((one) => ('error' in one ? [one] : []));
    for (const { host, error } of errors) {
      const [message, fix] =
        error instanceof Lost ? [`${host.name}: ${error.message}`, 'ask again'] : [error.message, error.fix];
      tellError({ message, fix });
    }
    if (errors.length > 0) return EXIT.couldNot;
    return plans.some((one) => 'asked' in one && changes(one.asked).length > 0) ? EXIT.findings : EXIT.fine;
  });
}

/** Makes hosts what the environment says. */
export function applyHosts(project: Project, name: string, names: readonly string[], options: HostOptions) {
  return withHosts(project, name, names, options, async (fleet, chosen) => {
    const all = steps(fleet.hosts, chosen);
    const values = new Values(fleet);
    const outcomes = new Map<Step, Outcome>();
    const shown = progress(all);
    const interruption = new Interruption();
    const begun = new Set<Step>();
    const began = (step: Step): void => {
      begun.add(step);
      shown.began(step);
    };
    const ended = (step: Step, outcome: Outcome): void => {
      outcomes.set(step, outcome);
      shown.ended(step, outcome);
    };
    try {
      const work = apply(fleet, values, all, { parallel: options.parallel, began, ended });
      await Promise.race([work, interruption.happened]);
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      shown.close();
      for (const step of all)
        if (!outcomes.has(step)) outcomes.set(step, { kind: 'interrupted', isBegun: begun.has(step) });
      print(applyText(name, outcomes));
      tell(`${error.message}: apply again, it goes on from there\n`);
      process.exit(error.exitCode);
    } finally {
      interruption.end();
      shown.close();
    }
    print(applyText(name, outcomes));
    return isSo(outcomes) ? EXIT.fine : EXIT.couldNot;
  });
}

async function withHosts(
  project: Project,
  name: string,
  names: readonly string[],
  { timeout }: HostOptions,
  work: (fleet: Fleet, chosen: readonly HostNode[]) => Promise<number>,
): Promise<number> {
  const [environment] = project.chosen([name]);
  if (!environment) return EXIT.usage;
  const { graph, findings } = await synthesize(environment, project.resolve(environment));
  if (findings.some(({ severity }) => severity === 'error')) {
    tell(`${findingsText(findings)}\n${tally(findings)}; nothing was sent\n`);
    return EXIT.findings;
  }
  const all = hosts(graph);
  const chosen = chosenHosts(name, all, names);
  const fleet = new Fleet(name, all, limitsOf(timeout));
  try {
    return await work(fleet, chosen);
  } finally {
    await fleet.close();
  }
}
