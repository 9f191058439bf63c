import { sortBy } from '../../base/sort';
import type { Where } from '../../diagnostics/where';
import type { CommandNode, Graph, HostNode, WorkloadNode } from '../../graph/graph';
import { fileScripts, named, unitScripts } from '../../model/scripts';
import { healthUnits, quadletFiles } from './quadlet';

/** The hosts of an environment with all that shall be so on them: what is declared, and the workloads that are placed there. */
export function hosts({ hosts: all, workloads }: Graph): HostNode[] {
  return all.map((host) => {
    const placed = workloads.filter(({ on }) => 'host' in on && on.host === host.name);
    const ground = firstOf(host, placed);
    const commands = [...host.commands, ...placed.flatMap((workload) => commandsOf(workload, host, ground))];
    return { ...host, commands: sortBy(commands, ({ name }) => name) };
  });
}

/** What comes before any workload: all that does not itself come after one. */
function firstOf({ name, commands }: HostNode, placed: readonly WorkloadNode[]): string[] {
  const late = new Set(placed.map((workload) => `${name}/unit-${workload.name}.service`));
  for (let known = -1; known < late.size; ) {
    known = late.size;
    for (const command of commands) if (command.after.some((one) => late.has(one))) late.add(`${name}/${command.name}`);
  }
  return commands.map((command) => `${name}/${command.name}`).filter((command) => !late.has(command));
}

function commandsOf(workload: WorkloadNode, host: HostNode, ground: readonly string[]): CommandNode[] {
  const { at, name } = workload;
  const made = (content: ReadonlyMap<string, string>) => [...content].map((file) => fileCommand(file, host, at));
  // Quadlet's generator makes the unit and says itself that it starts with the machine.
  const runs = unitCommand(`${name}.service`, made(quadletFiles(workload, host)), {
    host,
    enabled: false,
    after: ground,
    at,
  });
  const asks = made(healthUnits(workload, host));
  if (asks.length === 0) return runs;
  return [
    ...runs,
    ...unitCommand(`${name}-health.timer`, asks, {
      host,
      enabled: true,
      after: [`${host.name}/unit-${name}.service`],
      at,
    }),
  ];
}

function fileCommand([path, content]: [string, string], { user }: HostNode, at: Where): CommandNode {
  const file = { path, mode: 0o644, owner: user, content };
  const scripts = fileScripts(path, user, file.mode, content);
  return { name: named('file', path), as: 'user', reboot: false, ...scripts, after: [], file, at };
}

interface Unit {
  readonly host: HostNode;
  readonly enabled: boolean;
  readonly after: readonly string[];
  readonly at: Where;
}

/** A unit of the user, behind the files that it reads. */
function unitCommand(unit: string, files: readonly CommandNode[], { host, enabled, after, at }: Unit): CommandNode[] {
  const reads = files.flatMap(({ file }) => (file ? [file.path] : []));
  return [
    ...files,
    {
      name: `unit-${unit}`,
      as: 'user',
      reboot: false,
      ...unitScripts(unit, { as: 'user', home: host.home, reads, enabled }),
      restarts: unit,
      reads,
      after: [...after, ...files.map((file) => `${host.name}/${file.name}`)],
      at,
    },
  ];
}
