import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { type Ended, environment, ROOT } from './steading';

/**
 * The real command line, under the loader that it has in a process of its own, for many commands one after the other:
 * its start, half a second, is paid once. For tests whose claim is what a command says and leaves behind; what it does
 * with its process, with signals and with a terminal, is for `steading`.
 */
export class Session {
  readonly #child: ChildProcess;
  #turn: Promise<unknown>;

  /**
   * @param program the project whose program runs. Default: this one
   * @param env what it knows from its start on, as the wish for colours. Default: nothing more
   */
  constructor(program = ROOT, env: Readonly<Record<string, string>> = {}) {
    this.#child = fork(join(__dirname, 'session-process.js'), [program], {
      env: { ...environment(), ...env },
      stdio: 'inherit',
      execArgv: [],
    });
    this.#turn = once(this.#child, 'message');
    afterAll(() => this.#child.kill());
  }

  steading(args: readonly string[], { cwd = ROOT, env = {} }: { cwd?: string; env?: Record<string, string> } = {}) {
    const turn = this.#turn.then(async () => {
      this.#child.send({ args, cwd, env });
      const [ended] = (await once(this.#child, 'message')) as [Ended];
      return ended;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
