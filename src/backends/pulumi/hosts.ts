import { createHash } from 'node:crypto';
import { quoted } from '../../base/shell';
import type { CommandNode, HostNode } from '../../graph/graph';
import { component, idOf, type Resource, type ResourceId, resource, type Text } from './resource';

const COMMAND = 'command:remote:Command';
/** What a command says is not kept: in the state it would stand in plain text. */
const SILENT = { logging: 'none', addPreviousOutputInEnv: false } as const;
const HIDDEN = ['stdout', 'stderr'];
/** A machine that starts anew is away for some minutes. */
const PATIENT = { dialErrorLimit: 60, perDialTimeout: 10 };

const commandId = (name: string): ResourceId => idOf(COMMAND, name);
const hostId = ({ name }: HostNode): ResourceId => component('Host', name).id;

/** Every host with what is made so on it, and the values that one host has and another needs. */
export function hostResources(hosts: readonly HostNode[], environment: ResourceId): Resource[] {
  const restarting = new Set(
    hosts.flatMap(({ name, commands }) =>
      commands.filter(({ reboot }) => reboot).map((command) => `${name}/${command.name}`),
    ),
  );
  const awaited = (before: string): ResourceId => commandId(restarting.has(before) ? `${before}-restarted` : before);
  const state = fingerprints(hosts);
  return hosts.flatMap((host) => {
    const parent = hostId(host);
    const remote = (name: string, inputs: object, after: readonly ResourceId[]) =>
      resource(COMMAND, `${host.name}/${name}`, {
        parent,
        inputs: { connection: connection(host), ...SILENT, ...inputs },
        options: { dependsOn: after, additionalSecretOutputs: HIDDEN },
      });
    return [
      component('Host', host.name, environment),
      ...host.values.map(({ name, read, as, after }) =>
        remote(`value-${name}`, { create: line(host, as, printed(read)) }, after.map(awaited)),
      ),
      ...host.commands.flatMap((command) => {
        const { name, as, undo, after, file, test, reboot } = command;
        const made = convergent(
          command,
          knowsValues(host) ? `\`steading host apply\` says why, without the values of ${host.name}` : undefined,
        );
        const script = `# ${state.get(`${host.name}/${name}`)}\n${made}`;
        const own = remote(
          name,
          {
            create: line(host, as, script),
            ...(undo !== undefined && { delete: line(host, as, undo) }),
            ...(file && { stdin: input(file.content) }),
          },
          after.map(awaited),
        );
        if (!reboot) return [own];
        const back = { create: line(host, as, test), connection: { ...connection(host), ...PATIENT } };
        return [own, remote(`${name}-restarted`, back, [own.id])];
      }),
    ];
  });
}

/**
 * The test, and the apply where it fails: what was cut off is finished by the next run. A value of another host is always written.
 * The engine shows what a failed command printed: where values may stand in that, it says `silently` instead.
 */
function convergent({ test, apply, reboot, file }: CommandNode, silently?: string): string {
  if (typeof file?.content === 'object') return apply;
  const so = `${strict(test)} </dev/null >/dev/null 2>&1`;
  const made = silently
    ? `${strict(apply)} >/dev/null 2>&1 || { echo ${quoted(silently)} >&2; exit 1; }`
    : `( set -eu\n${apply}\n)`;
  if (reboot) return `if ! ${so}; then\n${made}\n${RESTART}\nfi`;
  const done = file ? 'cat >/dev/null; exit 0' : 'exit 0';
  return `if ${so}; then ${done}; fi\n${made}\n${so} || { echo 'was applied but its test still fails' >&2; exit 1; }`;
}

/** In a shell of its own: one that is asked whether it succeeded does not end at the first line that fails. */
const strict = (script: string): string => `sh -euc ${quoted(script)}`;

/** Values that it makes, or has in files. */
const knowsValues = ({ values, commands }: HostNode): boolean =>
  values.length > 0 || commands.some(({ file }) => typeof file?.content === 'object');

/** All of it or nothing, to the last line break: the engine takes away one, and shows what a failed command printed. */
function printed(read: string): string {
  const empty = `echo 'it cannot be read, or is empty' >&2; exit 1`;
  return `value=$(${strict(read)} 2>/dev/null && echo .) && test "$value" != . || { ${empty}; }\nprintf '%s\\n' "\${value%.}"`;
}

/** Nobody signs in from here on (pam_nologin), so that what comes next waits for the other start. */
const RESTART = 'touch /run/nologin; nohup sh -c "sleep 2; systemctl reboot" >/dev/null 2>&1 </dev/null &';

function line({ user }: HostNode, as: CommandNode['as'], script: string): string {
  const shell = `sh -euc ${quoted(script)}`;
  return as === 'root' && user !== 'root' ? `sudo -n -- ${shell}` : shell;
}

/** A file comes behind a line with its checksum: one that was cut off is never put in its place. A secret is what another host printed. */
function input(content: NonNullable<CommandNode['file']>['content']): Text {
  if (typeof content === 'string') return `${sha256(content)}\n${content}`;
  const [host, name] = content.value.split('/');
  const value: Text = { 'fn::ref': { id: commandId(`${host}/value-${name}`), property: 'stdout' } };
  return { 'fn::join': [{ 'fn::sha256': value }, '\n', value] };
}

/**
 * What each command comes down to, with all that comes before it: the engine runs again what has changed, and only that. A unit is asked again
 * when a file changed that it may read, and restarts if it did.
 */
function fingerprints(hosts: readonly HostNode[]): ReadonlyMap<string, string> {
  const commands = new Map(
    hosts.flatMap(({ name, commands: all }) => all.map((command) => [`${name}/${command.name}`, command])),
  );
  const known = new Map<string, string>();
  const of = (name: string): string => {
    const found = known.get(name);
    const command = commands.get(name);
    if (found !== undefined || !command) return found ?? '';
    const made = sha256([command.test, command.apply, ...command.after.map(of)].join('\0')).slice(0, 12);
    known.set(name, made);
    return made;
  };
  for (const name of commands.keys()) of(name);
  return known;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function connection({ address, port, user, hostKey, identity }: HostNode) {
  return {
    host: address,
    port,
    user,
    ...(hostKey !== undefined && { hostKey }),
    ...(identity !== undefined && { privateKey: { 'fn::readFile': identity } }),
  };
}
