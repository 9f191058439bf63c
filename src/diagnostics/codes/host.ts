import { error } from '../entry';
import { place } from '../phrases';
import type { Location } from '../where';

export interface Waiting {
  readonly from: string;
  readonly to: string;
  readonly at: Location | undefined;
}

/** Commands of hosts. */
export const host = {
  'host/cycle': error<{ waiting: readonly Waiting[] }>({
    message: ({ waiting }) =>
      `these commands wait for each other: ${[...waiting, ...waiting.slice(0, 1)].map(({ from }) => from).join(' → ')}${waiting.map(({ from, to, at }) => `\n  ${from} comes after ${to}${place(at)}`).join('')}`,
    fix: () => 'remove one of them from the `after` of the other, or split one command into two',
    explain:
      'Commands of hosts run in the order of `after`, across all hosts of an environment. In a cycle no command can run first.',
  }),
  'host/unknown-prerequisite': error<{ command: string; prerequisite: string }>({
    message: ({ command, prerequisite }) =>
      `${command} comes after ${prerequisite}, which no host of this environment has`,
    fix: () => 'name a command or a workload of a host of this environment; across environments only addresses travel',
    explain:
      'A command waits for what is in its `after`. What is of another environment is never done by an `apply` of this one.',
  }),
  'host/duplicate-command': error<{ command: string; first: Location | undefined }>({
    message: ({ command, first }) =>
      `two commands are called ${command}${first ? `, the first one at ${first.file}:${first.line}` : ''}`,
    fix: () => 'give one of them another name; a file and a directory are called by their path, a unit by its own name',
    explain:
      'Steading identifies a command by its host and its name. Other commands and the report could not tell two commands of one name apart.',
  }),
};
