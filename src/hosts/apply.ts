import { createHash } from 'node:crypto';
import type { CommandNode, HostNode } from '../graph/graph';
import { ask } from './ask';
import type { Fleet } from './fleet';
import type { Ended } from './gather';
import type { Machine } from './machine';
import { HostError, Lost, Stopped } from './refusal';
import { schedule, type Task } from './schedule';
import type { Values } from './values';

const PER_HOST = 4;

/** What became of one command. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'already' }
  | { readonly kind: 'failed'; readonly why: string; readonly said: string; readonly fix: string }
  | { readonly kind: 'unreached'; readonly error: HostError }
  | { readonly kind: 'skipped'; readonly because: string }
  | { readonly kind: 'interrupted'; readonly isBegun: boolean };

export interface Step extends Task {
  readonly command: CommandNode;
  /** Of a host that was not named: it is asked, and never made so. */
  readonly onlyAsked: boolean;
}

export interface ApplyProps {
  /** Hosts at a time. */
  readonly parallel: number;
  readonly began: (step: Step) => void;
  readonly ended: (step: Step, outcome: Outcome) => void;
}

/** What is to be done on these hosts, and what of others comes directly before it. */
export function steps(all: readonly HostNode[], chosen: readonly HostNode[]): Step[] {
  const step = (host: HostNode, command: CommandNode, onlyAsked: boolean): Step => ({
    id: `${host.name}/${command.name}`,
    host: host.name,
    after: onlyAsked ? [] : command.after,
    command,
    onlyAsked,
  });
  const own = chosen.flatMap((host) => host.commands.map((command) => step(host, command, false)));
  const before = new Set(own.flatMap(({ after }) => after));
  const others = all
    .filter((host) => !chosen.includes(host))
    .flatMap((host) => host.commands.map((command) => step(host, command, true)));
  return [...own, ...others.filter(({ id }) => before.has(id))];
}

/** Makes everything so, in its order. What fails is an outcome, never an error. */
export function apply(
  fleet: Fleet,
  values: Values,
  all: readonly Step[],
  { parallel, began, ended }: ApplyProps,
): Promise<void> {
  return schedule(
    all,
    { hosts: parallel, perHost: PER_HOST },
    {
      work: async (step) => {
        began(step);
        const outcome = await attempt(fleet.machine(step.host), values, step);
        ended(step, outcome);
        return outcome.kind === 'done' || outcome.kind === 'already';
      },
      skip: (step, because) => ended(step, { kind: 'skipped', because }),
    },
  );
}

async function attempt(machine: Machine, values: Values, { command, host, onlyAsked }: Step): Promise<Outcome> {
  let isReached = false;
  try {
    const before = await ask(machine, command);
    isReached = true;
    if (before.so) return { kind: 'already' };
    if (onlyAsked)
      return failed('is not so, and its host was not named', '', `name ${host} as well, or no host at all`);
    return await make(machine, values, command);
  } catch (error) {
    if (error instanceof Lost) return failed(error.message, '', 'apply again: it goes on from there');
    if (!(error instanceof HostError)) throw error;
    return isReached ? failed(error.message, '', error.fix) : { kind: 'unreached', error };
  }
}

async function make(machine: Machine, values: Values, command: CommandNode): Promise<Outcome> {
  const { apply: script, as, reboot, name } = command;
  const said = (text: string): Promise<string> => values.hidden(machine.host.name, text.trim());
  const props = { as, what: `the apply of '${name}'`, ms: machine.limits.apply };
  const made = await machine.run(script, { ...props, input: await inputOf(values, command) }).catch((error) => error);
  if (made instanceof Stopped) return failed(`${made.how}, and may run on there`, await said(made.printed), made.fix);
  if (made instanceof Error) throw made;
  if (made.code !== 0) return failed(`ended with ${made.code ?? made.signal}`, await said(output(made)), CORRECT);
  if (reboot) await machine.restart();
  const { so, trouble } = await ask(machine, command);
  if (so) return { kind: 'done' };
  return failed('was applied but its test still fails', await said(`${output(made)}\n${trouble ?? ''}`), DISAGREE);
}

const CORRECT = 'correct its apply, or what it needs on that host; then apply again: it goes on from there';
const DISAGREE = 'its test and its apply disagree: correct one of them';

/** A file comes behind a line with its checksum: one that was cut off is never put in its place. */
async function inputOf(values: Values, { file }: CommandNode): Promise<Buffer> {
  if (!file) return Buffer.alloc(0);
  const content = typeof file.content === 'string' ? Buffer.from(file.content) : await values.read(file.content.value);
  const sum = createHash('sha256').update(content).digest('hex');
  return Buffer.concat([Buffer.from(`${sum}\n`), content]);
}

function output({ stdout, stderr }: Ended): string {
  return `${stdout}\n${stderr}`;
}

function failed(why: string, said: string, fix: string): Outcome {
  return { kind: 'failed', why, said, fix };
}
