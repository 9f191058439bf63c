import type { CommandNode, HostNode } from '../../graph/graph';
import type { Artifact } from '../artifact';

/** `hosts/<host>/`: every file as it will stand there, a script a command, and the plan that says in which order. */
export function hostFiles(host: HostNode): Artifact[] {
  const folder = `hosts/${host.name}`;
  const files = host.commands.flatMap(({ file }) =>
    file && typeof file.content === 'string'
      ? [{ path: `${folder}/files${file.path}`, mode: modeOf(file.mode), content: file.content }]
      : [],
  );
  const scripts = host.commands.map((command) => ({
    path: `${folder}/commands/${command.name}.sh`,
    mode: 0o755 as const,
    content: script(command),
  }));
  return [
    ...files,
    ...scripts,
    { path: `${folder}/plan.json`, mode: 0o644, content: `${JSON.stringify(plan(host), null, 2)}\n` },
  ];
}

const modeOf = (mode: number): Artifact['mode'] => ((mode & 0o100) === 0 ? 0o644 : 0o755);

function script({ test, apply, undo, as, file }: CommandNode): string {
  const cases = { test, apply, ...(undo !== undefined && { undo }) };
  const arms = Object.entries(cases).map(([name, text]) => `${name})\n${text}\n;;`);
  const usage = `*) echo 'usage: ${Object.keys(cases).join('|')}' >&2; exit 2 ;;`;
  const input = file ? [`# apply reads what sha256sum says of the file, and the file, from standard input.`] : [];
  return ['#!/bin/sh', `# Runs as ${as}.`, ...input, 'set -eu', 'case "${1:-}" in', ...arms, usage, 'esac', ''].join(
    '\n',
  );
}

/** Secrets are named, and nowhere else in a tree than by their name. */
function plan({ name, address, user, port, hostKey, commands, values }: HostNode) {
  return {
    host: name,
    address,
    port,
    user,
    hostKey: hostKey ?? null,
    commands: commands.map(({ name, as, reboot, restarts, reads, after, file }) => ({
      name,
      as,
      reboot,
      restarts: restarts ?? null,
      reads: reads ?? null,
      after,
      file: file
        ? { path: file.path, owner: file.owner, mode: `0${file.mode.toString(8)}`, ...secretOf(file.content) }
        : null,
    })),
    values: values.map(({ name, as, after }) => ({ name, as, after })),
  };
}

const secretOf = (content: string | { readonly value: string }) => (typeof content === 'string' ? {} : content);
