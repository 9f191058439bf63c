import { groupBy } from '../../../base/sort';
import { visible } from '../../../base/visible';
import type { Outcome, Step } from '../../../hosts/apply';
import { saidLines } from '../../../hosts/said';
import pc from '../colour';

const INDENT = ' '.repeat(9);

export type Outcomes = ReadonlyMap<Step, Outcome>;

/** What was done, what was so already, what failed, and what was not tried. */
export function applyText(environment: string, outcomes: Outcomes): string {
  const of = <K extends Outcome['kind']>(kind: K) =>
    [...outcomes].filter((entry): entry is [Step, Extract<Outcome, { kind: K }>] => entry[1].kind === kind);
  const [done, already, failed] = [of('done'), of('already'), of('failed')] as const;
  const [unreached, skipped, interrupted] = [of('unreached'), of('skipped'), of('interrupted')] as const;
  const begun = interrupted.filter(([, { isBegun }]) => isBegun);
  const title = [
    `${done.length} done`,
    `${already.length} already so`,
    `${failed.length} failed`,
    ...(begun.length > 0 ? [`${begun.length} interrupted`] : []),
    `${unreached.length + skipped.length + interrupted.length - begun.length} not tried`,
  ].join(', ');
  const notTried = [
    ...unreached.map(([{ id, host }]) => `${id}: ${host} was not to be had`),
    ...skipped.map(([{ id }, { because }]) => `${id}: comes after ${because}`),
    ...interrupted.flatMap(([{ id }, { isBegun }]) => (isBegun ? [] : [`${id}: its turn had not come`])),
  ];
  const blocks = [
    pc.bold(`${environment}: ${title}`),
    ...list(
      'done:',
      done.map(([step]) => doneText(step)),
    ),
    ...list('already so:', byHost(already.map(([step]) => step))),
    ...failed.map(([{ id }, { why, said, fix }]) => trouble(`${id} ${why}`, said, fix)),
    ...[...groupBy(unreached, ([, { error }]) => error.message).values()].map(([first]) =>
      first ? trouble(first[1].error.message, '', first[1].error.fix) : '',
    ),
    ...list(
      'interrupted, and may run on there:',
      begun.map(([{ id }]) => id),
    ),
    ...list('not tried:', notTried.sort()),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** Whether all is so now. */
export function isSo(outcomes: Outcomes): boolean {
  return [...outcomes.values()].every(({ kind }) => kind === 'done' || kind === 'already');
}

function doneText({ id, command: { restarts, reboot } }: Step): string {
  return `${id}${restarts ? `, restarted ${restarts}` : ''}${reboot ? ', the host started anew' : ''}`;
}

function byHost(steps: readonly Step[]): string[] {
  return [...groupBy(steps, ({ host }) => host)]
    .map(
      ([host, some]) =>
        `${host}: ${some
          .map(({ command }) => command.name)
          .sort()
          .join(', ')}`,
    )
    .sort();
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [[title, ...lines.map((line) => `  ${line}`)].join('\n')] : [];
}

function trouble(message: string, printed: string, fix: string): string {
  const lines = printed === '' ? [] : saidLines(printed);
  return [
    `${pc.red('error  ')}  ${visible(message)}`,
    ...lines.map((line) => INDENT + line),
    `${INDENT}to fix: ${visible(fix)}`,
  ].join('\n');
}
