import { groupBy, sortBy } from '../base/sort';
import { fields } from '../kubernetes/manifest';
import type { CommandChange, HostChange, TextChange } from './change';
import { fieldChanges } from './fields';
import type { Side, Text } from './side';
import { compareTexts } from './texts';

/** What `plan.json` says of a host. */
interface Plan {
  readonly host: string;
  readonly commands: readonly Command[];
  readonly [reached: string]: unknown;
}

interface Command {
  readonly name: string;
  readonly as: string;
  readonly reboot: boolean;
  readonly restarts: string | null;
  readonly reads?: readonly string[] | null;
  readonly file: { readonly path: string; readonly owner: string; readonly mode: string } | null;
}

/** A host as it stands in a tree. */
interface Host {
  readonly plan: Plan;
  readonly files: readonly Text[];
  readonly scripts: ReadonlyMap<string, string>;
}

/** What changes on the machines outside Kubernetes: files, commands that run again, units that restart. */
export function hostChanges(before: Side, after: Side): HostChange[] {
  const [old, now] = [hostsOf(before), hostsOf(after)];
  return sortBy(new Set([...old.keys(), ...now.keys()]), (name) => name).flatMap(
    (name) => hostChange(name, old.get(name), now.get(name)) ?? [],
  );
}

/** A folder `hosts/<host>/` with a plan in it, as Steading writes it. */
function hostsOf({ texts }: Side): Map<string, Host> {
  const folders = groupBy(texts, ({ file }) => /^hosts\/[^/]+(?=\/)/.exec(file)?.[0] ?? '');
  return new Map(
    [...folders].flatMap(([folder, all]) => {
      const plan = planOf(all.find(({ file }) => file === `${folder}/plan.json`));
      const below = (part: string) =>
        all.flatMap(({ file, content }) => {
          const start = `${folder}/${part}`;
          return file.startsWith(start) ? [{ file: file.slice(start.length), content }] : [];
        });
      const scripts = below('commands/').map(({ file, content }) => [file.replace(/\.sh$/, ''), content] as const);
      return plan
        ? [[folder.slice('hosts/'.length), { plan, files: below('files'), scripts: new Map(scripts) }] as const]
        : [];
    }),
  );
}

function planOf(text: Text | undefined): Plan | undefined {
  try {
    const plan = fields(JSON.parse(text?.content ?? ''));
    return typeof plan.host === 'string' && Array.isArray(plan.commands) ? (plan as unknown as Plan) : undefined;
  } catch {
    return undefined;
  }
}

/** Files that are no host's. */
export function unhosted(side: Side): Text[] {
  const folders = [...hostsOf(side).keys()].map((host) => `hosts/${host}/`);
  return side.texts.filter(({ file }) => !folders.some((folder) => file.startsWith(folder)));
}

const NONE: Host = { plan: { host: '', commands: [] }, files: [], scripts: new Map() };

function hostChange(host: string, before: Host | undefined, after: Host | undefined): HostChange | undefined {
  const [old, now] = [before ?? NONE, after ?? NONE];
  const files = [...compareTexts(old.files, now.files), ...ownership(old, now)];
  const commands = commandChanges(old, now, new Set(files.map(({ file }) => file)));
  const fields = before && after ? fieldChanges(reached(before), reached(after)) : [];
  if (files.length + commands.length + fields.length === 0 && before && after) return undefined;
  const restarting = new Set(
    commands.flatMap(({ what, name }) => (what === 'changed' || what === 'runs again' ? [name] : [])),
  );
  return {
    what: before ? (after ? 'changed' : 'removed') : 'added',
    host,
    fields,
    files,
    commands,
    restarts: now.plan.commands.flatMap(({ name, restarts }) =>
      restarts !== null && restarting.has(name) ? [restarts] : [],
    ),
  };
}

function reached({ plan: { commands: _, values: __, ...rest } }: Host): object {
  return rest;
}

/** Files whose content is the same and whose owner or mode is not; and those of secrets, of which no content is known. */
function ownership(before: Host, after: Host): TextChange[] {
  const told = new Set([...before.files, ...after.files].map(({ file }) => file));
  const of = ({ plan }: Host) =>
    plan.commands.flatMap(({ file }) => (file ? [{ file: file.path, content: JSON.stringify(file) }] : []));
  return compareTexts(of(before), of(after)).filter(({ what, file }) => what === 'changed' || !told.has(file));
}

/** The commands that put a file there are said by the file. */
function commandChanges(before: Host, after: Host, files: ReadonlySet<string>): CommandChange[] {
  const [old, now] = [commandsOf(before), commandsOf(after)];
  return sortBy(new Set([...old.keys(), ...now.keys()]), (name) => name).flatMap((name): CommandChange[] => {
    const [was, is] = [old.get(name), now.get(name)];
    const { as, reboot: reboots, file } = (is ?? was) as Command;
    if (file) return [];
    const change = (what: CommandChange['what'], because: string) => [{ what, name, as, reboots, because }];
    if (!was) return change('added', 'it is new');
    if (!is)
      return change(
        'removed',
        'nobody asks for it any more: `pulumi up` runs its undo, `steading host apply` leaves it as it is',
      );
    if (before.scripts.get(name) !== after.scripts.get(name))
      return change('changed', 'what it tests or does is different: it runs where its test fails');
    const read = (is.reads ?? []).filter((path) => files.has(path));
    return read.length > 0 ? change('runs again', `it reads ${read.join(', ')}`) : [];
  });
}

function commandsOf({ plan }: Host): Map<string, Command> {
  return new Map(plan.commands.map((command) => [command.name, command]));
}
