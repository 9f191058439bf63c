import type { CommandNode, HostNode } from '../graph/graph';
import { type Answer, ask } from './ask';
import { type Difference, difference } from './difference';
import type { Fleet } from './fleet';
import { HostError, Lost } from './refusal';
import { Slots } from './slots';
import type { Values } from './values';

export interface Asked {
  readonly command: CommandNode;
  readonly answer: Answer;
  readonly file?: Difference;
}

export type HostPlan = { readonly host: HostNode } & (
  | { readonly asked: readonly Asked[] }
  | { readonly error: HostError | Lost }
);

/** Asks every test of these hosts, side by side; changes nothing. */
export async function plan(
  fleet: Fleet,
  values: Values,
  hosts: readonly HostNode[],
  parallel: number,
): Promise<HostPlan[]> {
  const places = new Slots(parallel);
  return Promise.all(hosts.map((host) => places.with(1, () => planHost(fleet, values, host))));
}

async function planHost(fleet: Fleet, values: Values, host: HostNode): Promise<HostPlan> {
  const machine = fleet.machine(host.name);
  try {
    const asked = await Promise.all(
      host.commands.map(async (command): Promise<Asked> => {
        const answer = await ask(machine, command);
        if (answer.trouble !== undefined)
          return { command, answer: { so: false, trouble: await values.hidden(host.name, answer.trouble) } };
        if (answer.so || !command.file) return { command, answer };
        return { command, answer, file: await difference(machine, command.file, command.as) };
      }),
    );
    return { host, asked };
  } catch (error) {
    await machine.close();
    if (error instanceof HostError || error instanceof Lost) return { host, error };
    throw error;
  }
}
