import { PlanError, plan } from '../../backends/pulumi/plan';
import type { Plan } from '../../backends/pulumi/resource';
import { Refusal } from '../../base/refusal';
import { clusterTrouble } from '../../cluster/trouble';
import type { Environment } from '../../model/environment';
import type { Project } from '../../project';
import { draft } from '../../synthesize';
import { EXIT } from '../exit';
import { print, tell } from '../print/output';
import { restoreState } from '../pulumi/backup';
import { pulumi } from '../pulumi/call';
import { clusterOf } from '../pulumi/cluster';
import { removals, sorted } from '../pulumi/elsewhere';
import { HelmStorage } from '../pulumi/helm';
import { Releases } from '../pulumi/releases';
import { State } from '../pulumi/state';
import { unseen } from '../pulumi/unseen';

const RUNS = 'kubernetes:';

/** Puts the state in order after a killed `pulumi up`. What is left to do is for the next one. */
export async function recover(project: Project, name: string): Promise<number> {
  const [environment] = project.chosen([name]);
  if (!environment) throw new Refusal('usage', `unknown environment '${name}'`, 'name one of `steading check`');
  const restored = restoreState(name);
  if (restored)
    say(`${restored} was cut off while it was written: its backup, of one step before, is in its place now`);
  await step(1, ['cancel', '--yes'], project.root, name, {
    why: 'what was killed still holds the lock of the state, so that no other one may write it. Whoever is in the middle of another run loses it, too',
    fix: 'see what it said: `pulumi stack ls` knows the stacks of the state that PULUMI_BACKEND_URL or `pulumi login` names',
  });
  say('2 of 3  asks the cluster and Helm for what the state does not know');
  await compared(project, environment);
  await step(3, ['refresh', '--clear-pending-creates', '--skip-preview', '--yes'], project.root, name, {
    why: 'what was being made when it was killed may be there or not. It is forgotten, and made again where it is missing; of all else the state learns how it is now',
    fix: 'see what it said: the cluster and the hosts have to be reached, with the KUBECONFIG and the passphrase of `pulumi up`; then run it again',
  });
  print(
    `the state of ${name} is in order; what is left to do is \`pulumi up -s ${name}\`:\nit makes what is missing, and leaves alone what is there already\n`,
  );
  return EXIT.fine;
}

async function step(
  turn: number,
  args: readonly string[],
  cwd: string,
  stack: string,
  { why, fix }: { readonly why: string; readonly fix: string },
): Promise<void> {
  const command = ['pulumi', ...args, '-s', stack].join(' ');
  say(`${turn} of 3  ${command}\n        ${why}`);
  const { code } = await pulumi({ args: [...args, '-s', stack], cwd });
  if (code !== 0) throw new Refusal('could-not', `\`${command}\` ended with ${code}`, fix);
}

/** Takes out of the state what stands in another cluster, and into it what Helm has. */
async function compared(project: Project, environment: Environment): Promise<void> {
  const { name } = environment;
  const planned = planOf(project, environment);
  if (!planned.some(({ type }) => type.startsWith(RUNS))) return;
  const kube = await clusterOf(name, project.root);
  const storage = new HelmStorage(kube);
  const state = await State.read(name, project.root);
  try {
    const { entries, here, elsewhere } = await sorted(state.entries, kube, storage);
    if (here.length > 0)
      say(
        detail(
          `${here.length} objects were made by the engine's default provider, and are in this cluster: they are the stack's own now`,
        ),
      );
    if (elsewhere.length > 0)
      say(
        detail(
          `${elsewhere.length} objects were made in another cluster, that which KUBECONFIG named: the next \`pulumi up\` makes them here.`,
          'What is there stays there, with its data. Once you need it no more, remove it with the kubeconfig of that cluster:',
          ...removals(elsewhere).map((line) => `  ${line}`),
        ),
      );
    const adopted = await new Releases(planned, storage, (text) => say(detail(text))).adopt(entries, state.prefix);
    await state.write(adopted);
    for (const text of await unseen(() => kube, planned)) say(detail(...text.split('\n')));
  } catch (error) {
    throw clusterTrouble(error) ?? error;
  }
}

function planOf(project: Project, environment: Environment): Plan {
  const resolved = project.resolve(environment);
  try {
    return plan(draft(environment, resolved).graph, resolved.sealed, project.deployment(environment));
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const [message = '', fix = ''] = error.message.split('\nto fix: ');
    throw new Refusal('usage', message, fix);
  }
}

const detail = (...lines: readonly string[]): string => lines.map((line) => `        ${line}`).join('\n');

function say(text: string): void {
  tell(`${text}\n`);
}
