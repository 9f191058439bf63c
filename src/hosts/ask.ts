import type { CommandNode } from '../graph/graph';
import type { Machine } from './machine';
import { Stopped } from './refusal';

/** Whether it is so; where the test itself came to no end of its own, what it said. */
export interface Answer {
  readonly so: boolean;
  readonly trouble?: string;
}

/** 126: cannot be executed; 127: not found; above: ended by a signal. */
const TROUBLE = 126;

/** A host on which a test comes to no end is asked for nothing more: the others may not end either. */
export async function ask(machine: Machine, { name, test, as }: CommandNode): Promise<Answer> {
  const { code, signal, stderr } = await machine.run(test, { as, what: `the test of '${name}'` }).catch((error) => {
    if (error instanceof Stopped) machine.giveUp(error);
    throw error;
  });
  if (code === 0) return { so: true };
  if (code !== undefined && code < TROUBLE) return { so: false };
  return { so: false, trouble: `its test ended with ${code ?? signal}: ${stderr.trim()}` };
}
