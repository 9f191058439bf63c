import { compare, sortBy } from '../base/sort';
import { Command, HostFile, text, Value } from '../model/command';
import type { Host } from '../model/host';
import type { Workload } from '../model/workload';
import type { CommandNode, HostFileNode, HostNode, Prerequisite, ValueNode } from './graph';

/** A host as data: what shall be so on it, without the workloads that are placed there. */
export function hostNode({ node, name, props, home, guards, commands, values, at }: Host): HostNode {
  const { port = 22, os = 'debian', pageSize = 4, disk = 'ssd', ...rest } = props;
  return {
    ...rest,
    name,
    path: node.path,
    port,
    os,
    pageSize,
    disk,
    home,
    guards: [...guards].sort(compare),
    commands: sortBy(commands.map(commandNode), (command) => command.name),
    values: sortBy(values.map(valueNode), (value) => value.name),
    at,
  };
}

function commandNode(command: Command): CommandNode {
  const { name, as, props, at } = command;
  const { test, apply, undo, reboot = false, restarts, reads, after } = props;
  return {
    name,
    as,
    reboot,
    test: text(test),
    apply: text(apply),
    ...(undo !== undefined && { undo: text(undo) }),
    ...(restarts && { restarts }),
    ...(reads && { reads: reads.map(({ path }) => path).sort(compare) }),
    after: prerequisites([...(after ?? []), ...valuePrerequisites(command)]),
    ...(command instanceof HostFile && { file: fileNode(command) }),
    at,
  };
}

/** What must be so before the value can be read that a file is made of. */
function valuePrerequisites(command: Command): readonly (Command | Workload)[] {
  const content = command instanceof HostFile && command.file.content;
  return content instanceof Value ? (content.props.after ?? []) : [];
}

function fileNode({ host, path, file: { content, as = 'root', mode = 0o644 } }: HostFile): HostFileNode {
  return {
    path,
    mode,
    owner: as === 'root' ? 'root' : host.props.user,
    content: content instanceof Value ? { value: `${content.host.name}/${content.name}` } : text(content),
  };
}

function valueNode({ name, props: { read, as = 'user', after } }: Value): ValueNode {
  return { name, as, read, after: prerequisites(after) };
}

function prerequisites(after: readonly (Command | Workload)[] = []): Prerequisite[] {
  const names = after.map((one) => {
    if (one instanceof Command) return `${one.host.name}/${one.name}`;
    if (one.on && 'address' in one.on) return `${one.on.name}/unit-${one.name}.service`;
    throw new Error(`'${one.node.path}' stands on no host: no command of a host can come after it`);
  });
  return [...new Set(names)].sort(compare);
}
