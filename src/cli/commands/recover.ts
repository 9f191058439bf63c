import { spawn } from 'node:child_process';
import { EXIT } from '../exit';
import type { Project } from '../project';
import { restoreState } from '../pulumi-state';

interface Step {
  readonly args: readonly string[];
  readonly why: string;
  readonly fix: string;
}

const STEPS: readonly Step[] = [
  {
    args: ['cancel', '--yes'],
    why: 'what was killed still holds the lock of the state, so that no other one may write it. Whoever is in the middle of another run loses it, too',
    fix: 'see what it said: `pulumi stack ls` knows the stacks of the state that PULUMI_BACKEND_URL or `pulumi login` names',
  },
  {
    args: ['refresh', '--clear-pending-creates', '--skip-preview', '--yes'],
    why: 'what was being made when it was killed may be there or not. It is forgotten, and made again where it is missing; of all else the state learns how it is now',
    fix: 'see what it said: the cluster and the hosts have to be reached, with the KUBECONFIG and the passphrase of `pulumi up`; then run it again',
  },
];

/** Puts the state in order after a killed `pulumi up`. Nothing is changed but the state: what is left to do is for the next one. */
export async function recover(project: Project, name: string): Promise<number> {
  project.chosen([name]);
  const restored = restoreState(name);
  if (restored)
    say(`${restored} was cut off while it was written: its backup, of one step before, is in its place now`);
  for (const [i, { args, why, fix }] of STEPS.entries()) {
    const command = ['pulumi', ...args, '-s', name].join(' ');
    say(`${i + 1} of ${STEPS.length}  ${command}\n        ${why}`);
    const ended = await run([...args, '-s', name], project.root);
    if (ended === 'missing')
      return failed(
        "there is no 'pulumi' on the PATH",
        "install Pulumi's command line, that which began the `pulumi up`",
      );
    if (ended !== 0) return failed(`\`${command}\` ended with ${ended}`, fix);
  }
  process.stdout.write(
    `the state of ${name} is in order; what is left to do is \`pulumi up -s ${name}\`:\nit makes what is missing, and leaves alone what is there already.\nof a chart that was being installed Helm keeps the name: \`helm list --pending --all-namespaces\` names it, \`helm uninstall\` frees it\n`,
  );
  return EXIT.fine;
}

/** Results go to standard output, and what another program says is none. */
function run(args: readonly string[], cwd: string): Promise<number | 'missing'> {
  return new Promise((resolve) => {
    const child = spawn('pulumi', args, { cwd, stdio: ['inherit', process.stderr, process.stderr] });
    child.once('error', () => resolve('missing'));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function failed(message: string, fix: string): number {
  say(`error: ${message}\nto fix: ${fix}`);
  return EXIT.couldNot;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
