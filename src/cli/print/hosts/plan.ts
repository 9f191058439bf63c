import type { Asked, HostPlan } from '../../../hosts/plan';
import { saidLines } from '../../../hosts/said';
import pc from '../colour';

/** What would change, host by host. */
export function planText(environment: string, plans: readonly HostPlan[]): string {
  const count = (test: (plan: HostPlan) => boolean): number => plans.filter(test).length;
  const title = [
    `${count((plan) => 'asked' in plan && changes(plan.asked).length === 0)} of ${plans.length} hosts are as they shall be`,
    `${count((plan) => 'asked' in plan && changes(plan.asked).length > 0)} would change`,
    `${count((plan) => 'error' in plan)} could not be asked`,
  ].join(', ');
  const wouldChange = new Set(
    plans.flatMap((plan) =>
      'asked' in plan ? changes(plan.asked).map(({ command }) => `${plan.host.name}/${command.name}`) : [],
    ),
  );
  return `${[pc.bold(`${environment}: ${title}`), ...plans.flatMap((plan) => hostText(plan, wouldChange))].join('\n\n')}\n`;
}

/** Commands whose test says that it is not so. */
export function changes(asked: readonly Asked[]): Asked[] {
  return asked.filter(({ answer }) => !answer.so);
}

function hostText(plan: HostPlan, wouldChange: ReadonlySet<string>): string[] {
  if (!('asked' in plan)) return [];
  const { host, asked } = plan;
  const some = changes(asked);
  const changed = new Set(some.flatMap(({ command }) => (command.file ? [command.file.path] : [])));
  const again = asked.filter(
    ({ command: { restarts, reads, after }, answer }) =>
      answer.so &&
      restarts &&
      (reads ? reads.some((path) => changed.has(path)) : after.some((id) => wouldChange.has(id))),
  );
  if (some.length === 0 && again.length === 0) return [];
  const lines = [
    ...some.flatMap((one) => changeLines(one, host.name, wouldChange)),
    ...again.map(({ command: { name, reads, restarts } }) =>
      reads
        ? `  ${pc.yellow('change')}  ${name}: restarts ${restarts}, which reads what changes`
        : `  ${pc.dim('asked again')}  ${name}: may restart ${restarts}`,
    ),
    ...reboots(host.name, some),
  ];
  return [
    [`${pc.bold(host.name)}  ${host.address}: ${some.length} of ${asked.length} would change`, ...lines].join('\n'),
  ];
}

function changeLines({ command, answer, file }: Asked, host: string, wouldChange: ReadonlySet<string>): string[] {
  const waits = command.after.filter((id) => wouldChange.has(id)).map((id) => shortened(id, host));
  const notes = [
    ...(file ? [`${command.file?.path}, ${file.what}`] : []),
    ...(command.as === 'root' ? ['as root'] : []),
    ...(command.restarts ? [`restarts ${command.restarts}`] : []),
    ...(command.reboot ? ['starts the host anew'] : []),
    ...(waits.length > 0 ? [`after ${waits.join(', ')}`] : []),
  ];
  return [
    `  ${pc.yellow('change')}  ${command.name}${notes.length > 0 ? `: ${notes.join('; ')}` : ''}`,
    ...(answer.trouble === undefined ? [] : saidLines(answer.trouble)).map((line) => `          ${line}`),
    ...(file?.lines ?? []).map((line) => `          ${coloured(line)}`),
  ];
}

function coloured(line: string): string {
  if (line.startsWith('+')) return pc.green(line);
  return line.startsWith('-') ? pc.red(line) : line;
}

/** What comes after a command that starts the host anew, directly or not. */
function reboots(host: string, some: readonly Asked[]): string[] {
  return some
    .filter(({ command }) => command.reboot)
    .flatMap(({ command: { name } }) => {
      const behind = new Set([`${host}/${name}`]);
      for (let size = 0; size < behind.size; ) {
        size = behind.size;
        for (const { command } of some)
          if (command.after.some((id) => behind.has(id))) behind.add(`${host}/${command.name}`);
      }
      const waiting = [...behind].slice(1).map((id) => shortened(id, host));
      return waiting.length > 0 ? [`  wait for the new start after ${name}: ${waiting.join(', ')}`] : [];
    });
}

/** Of the same host a name needs no host before it. */
function shortened(id: string, host: string): string {
  return id.startsWith(`${host}/`) ? id.slice(host.length + 1) : id;
}
