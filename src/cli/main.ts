import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { isUsage, Refusal } from '../base/refusal';
import { UserError } from '../diagnostics/finding';
import type { Risk } from '../preview/consequences/consequence';
import type { Project } from '../project';
import { EXIT } from './exit';
import { tellError } from './print/error';
import { print, tell } from './print/output';

/** More than any document's fleet has. */
const HOSTS_AT_A_TIME = 16;
const TIMEOUTS = '2m for a test, 2h for an apply';
const ENVIRONMENTS = 'environments; all when none is named';

function program(done: (code: number) => void): Command {
  const steading = new Command('steading')
    .description('One typed description of an AI platform, many outputs.')
    .version(require('steading/package.json').version)
    .exitOverride()
    .configureOutput({ writeOut: print, writeErr: tell })
    .showSuggestionAfterError();

  steading
    .command('synth')
    .description('write the tree of each environment')
    .argument('[ENV...]', ENVIRONMENTS)
    .option('--out <dir>', 'folder that gets a folder for each environment', process.env.CDK8S_OUTDIR ?? 'dist')
    .option('--check', 'write nothing; end with 1 if writing would change something')
    .action(async (names: string[], options) =>
      done(await (require('./commands/synth') as typeof import('./commands/synth')).synth(project(), names, options)),
    );

  steading
    .command('model')
    .description('print an environment as JSON')
    .argument('<ENV>')
    .action(async (name: string) =>
      done(await (require('./commands/model') as typeof import('./commands/model')).model(project(), name)),
    );

  steading
    .command('check')
    .description('say what is wrong, before anything is applied')
    .argument(
      '[ENV|PATH...]',
      `${ENVIRONMENTS}. Files and folders of manifests, whoever wrote them; ./NAME for a folder that is called as an environment`,
    )
    .option(
      '--cluster <env>',
      "judge files as if they stood in this environment's cluster; otherwise only what needs no cluster is said",
    )
    .addOption(
      new Option('--format <format>', 'how to print it').choices(['text', 'json', 'sarif', 'junit']).default('text'),
    )
    .option('--charts', 'ask the Helm charts as well: fetches and renders them, with the helm on the PATH')
    .option('--explain [code]', 'explain a code; without one, list all codes by area')
    .action(async (names: string[], options) =>
      done(await (require('./commands/check') as typeof import('./commands/check')).check(project(), names, options)),
    );

  steading
    .command('charts')
    .description('Helm charts in the project: for pulumi up, check --charts and work without a network')
    .command('vendor')
    .description('put the chart of every release into charts/, with the helm on the PATH; commit that folder')
    .argument('[ENV...]', ENVIRONMENTS)
    .action(async (names: string[]) =>
      done(await (require('./commands/charts') as typeof import('./commands/charts')).vendorCharts(project(), names)),
    );

  steading
    .command('init')
    .description('begin a repository of your own; what is there already is never touched')
    .argument('[DIR]', 'folder of the repository', '.')
    .addOption(new Option('--cluster <kind>', 'what Kubernetes it is').choices(['k3s']).default('k3s'))
    .addOption(
      new Option('--delivery <engine>', 'what brings the tree to the cluster; plain is kubectl apply')
        .choices(['argocd', 'flux', 'plain'])
        .default('argocd'),
    )
    .addHelpText('after', '\nExample:\n  steading init home --delivery flux\n')
    .action((folder: string, options) =>
      done((require('./commands/init') as typeof import('./commands/init')).init(folder, options)),
    );

  const fresh = steading.command('new').description('begin something: files that are yours from then on');
  fresh
    .command('component')
    .description('a construct, its line in a stack and a test')
    .argument('<ENV>')
    .argument('<NAME>', 'such as wiki or model-cards')
    .option('--image <image>', 'what it runs; docker.io/library/<NAME>:latest when not said')
    .option('--port <port>', 'where it answers HTTP', port, 8080)
    .action((environment: string, name: string, options) =>
      done(beginnings().newComponent(project(), environment, name, options)),
    );
  fresh
    .command('environment')
    .description('a stack and its configuration')
    .argument('<NAME>')
    .action((name: string) => done(beginnings().newEnvironment(project(), name)));

  const host = steading.command('host').description('machines outside Kubernetes, by SSH');
  const onHosts = (name: string, description: string) =>
    host
      .command(name)
      .description(description)
      .argument('<ENV>')
      .argument('[HOST...]', 'hosts; all when none is named')
      .option('--parallel <n>', 'hosts at a time', count, HOSTS_AT_A_TIME)
      .option(
        '--timeout <duration>',
        `how long each script there may take, such as 10m; ${TIMEOUTS} when not said`,
        duration,
      );
  onHosts('plan', 'say what would change').action(async (name: string, names: string[], options) =>
    done(await hosts().planHosts(project(), name, names, options)),
  );
  onHosts('apply', 'make them what the environment says').action(async (name: string, names: string[], options) =>
    done(await hosts().applyHosts(project(), name, names, options)),
  );

  const secrets = steading.command('secrets').description('contracts and their ciphertext');
  secrets
    .command('seal')
    .description('make ciphertext for every contract that has none, or an older one')
    .argument('<ENV>')
    .action(async (name: string) =>
      done(await (require('./commands/seal') as typeof import('./commands/seal')).sealSecrets(project(), name)),
    );

  secrets
    .command('bootstrap')
    .description('make the Secrets that Git does not have, in the cluster; what exists stays as it is')
    .argument('<ENV>')
    .option('--kubeconfig <file>', 'how the cluster is reached; otherwise $KUBECONFIG, or ~/.kube/config')
    .action(async (name: string, options) =>
      done(
        await (require('./commands/bootstrap') as typeof import('./commands/bootstrap')).bootstrapSecrets(
          project(),
          name,
          options,
        ),
      ),
    );

  steading
    .command('llm')
    .description('say who asks which language model, and by which way; or point them to another one')
    .usage('<ENV> [switch VARIANT]')
    .argument('<ENV>')
    .argument('[switch]', 'point to another one: changes one word of Pulumi.<ENV>.yaml, and says what is left to do')
    .argument('[VARIANT]', 'one of those that steading:llm describes')
    .action(async (...[name, action, variant]: [string, string | undefined, string | undefined]) =>
      done(await (require('./commands/llm') as typeof import('./commands/llm')).llm(project(), name, action, variant)),
    );

  steading
    .command('recover')
    .description('put the state in order after a `pulumi up` that was killed; the next one then goes on')
    .argument('<ENV>')
    .action(async (name: string) =>
      done(await (require('./commands/recover') as typeof import('./commands/recover')).recover(project(), name)),
    );

  steading
    .command('preview')
    .description('say what a change does to environments, and what that risks; without a cluster')
    .argument('[ENV...]', ENVIRONMENTS)
    .option(
      '--base <ref>',
      "compare with the commit where the working tree left this one; the default branch's when nothing is named",
    )
    .addOption(
      new Option('--against <dir>', 'compare with a tree, such as a checkout of the GitOps repository').conflicts([
        'base',
        'live',
      ]),
    )
    .addOption(
      new Option('--live', 'compare with what runs in the cluster, by its server-side dry run').conflicts([
        'base',
        'against',
      ]),
    )
    .option('--kubeconfig <file>', 'for --live: how the cluster is reached; otherwise $KUBECONFIG, or ~/.kube/config')
    .addOption(failOn())
    .addOption(link())
    .addOption(accepted())
    .addOption(show())
    .addOption(format())
    .action(async (names: string[], options) =>
      done(
        await (require('./commands/preview') as typeof import('./commands/preview')).preview(project(), names, options),
      ),
    );

  // What a preview asks of another commit.
  steading
    .command('side', { hidden: true })
    .action(async () => done(await (require('./commands/side') as typeof import('./commands/side')).side(project())));

  steading
    .command('diff')
    .description(
      'say what differs between two folders of manifests, and what that brings about; charts and kustomizations are rendered by the helm and the kustomize on the PATH',
    )
    .argument('<OLD_DIR>')
    .argument('<NEW_DIR>')
    .addOption(failOn())
    .addOption(link())
    .addOption(accepted())
    .option('--name <name>', 'what the report calls the environment; otherwise the name of NEW_DIR')
    .addOption(
      new Option('--exclude <path>', 'pass over a folder or a file of both; several times for several').argParser(
        several,
      ),
    )
    .addOption(show())
    .option('--offline', 'render charts that are in the cache, and fetch none')
    .option('--no-render', 'run neither helm nor kustomize')
    .addOption(format())
    .action(async (before: string, after: string, options) =>
      done(await (require('./commands/diff') as typeof import('./commands/diff')).diff(before, after, options)),
    );

  const sandbox = steading.command('sandbox').description('try an environment without a cluster');
  const inSandbox = (name: string, description: string) =>
    sandbox.command(name).description(description).option('--state <dir>', 'folder of the sandbox, which down removes');
  inSandbox('up', 'start it and apply an environment; again where it runs')
    .argument('[ENV]', 'environment; the only one when none is named')
    .action(async (name: string | undefined, options) => done(await sandboxes().up(project(), name, options)));
  inSandbox('status', 'say what runs').action(async (options) => done(await sandboxes().status(project(), options)));
  inSandbox('kubeconfig', 'print the path of its kubeconfig').action(async (options) =>
    done(await sandboxes().kubeconfig(project(), options)),
  );
  inSandbox('down', 'stop it and remove all of it').action(async (options) =>
    done(await sandboxes().down(project(), options)),
  );

  return steading;
}

function failOn(): Option {
  return new Option(
    '--fail-on <risks>',
    'end with 1 for these risks, unless somebody accepted them: data,replace,access',
  ).argParser(risks);
}

function link(): Option {
  return new Option('--link <url>', 'where the whole report can be found, should a part of it be left out');
}

function accepted(): Option {
  return new Option(
    '--accept <file>',
    'text of the pull request: lines such as `accept-risk: data/claim-removed because …`',
  );
}

function several(one: string, before: readonly string[] = []): readonly string[] {
  return [...before, one];
}

/** What is hidden wrongly has a name by which it is told of. */
function show(): Option {
  return new Option(
    '--show <name>',
    'show what fields, variables or keys of this name say, which is hidden wrongly; keys of Secrets stay hidden; several times for several',
  ).argParser(several);
}

function format(): Option {
  return new Option('--format <format>', 'how to print it')
    .choices(['text', 'markdown', 'html', 'json', 'sarif'])
    .default('text');
}

function hosts(): typeof import('./commands/host') {
  return require('./commands/host');
}

function beginnings(): typeof import('./commands/new') {
  return require('./commands/new');
}

function risks(text: string): Risk[] {
  const { RISKS } =
    require('../preview/consequences/consequence') as typeof import('../preview/consequences/consequence');
  return text.split(',').map((risk) => {
    if (RISKS.some((known) => known === risk)) return risk as Risk;
    throw new InvalidArgumentError(`'${risk}' is no risk; expected one or more of ${RISKS.join(',')}`);
  });
}

function port(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('expected a port from 1 to 65535');
  return Number(text);
}

function count(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('expected a whole number from 1 to 9999');
  return Number(text);
}

function duration(text: string): number {
  const { milliseconds } = require('../hosts/limits') as typeof import('../hosts/limits');
  const ms = milliseconds(text);
  if (ms === undefined) throw new InvalidArgumentError('expected a time such as 90s, 10m or 2h, at most a week');
  return ms;
}

function sandboxes(): typeof import('./commands/sandbox') {
  return require('./commands/sandbox');
}

/** The project around the working directory, which may be a folder in it; the working directory where there is none. */
function project(): Project {
  const { Project } = require('../project') as typeof import('../project');
  return new Project(projectAround(process.cwd()) ?? process.cwd(), new Date().toISOString().slice(0, 10));
}

/** Others keep a folder `stacks` as well: above the working directory it is one of ours with a `Pulumi.yaml` beside it. */
function projectAround(folder: string): string | undefined {
  if (existsSync(join(folder, 'stacks'))) return folder;
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above))
    if (['stacks', 'Pulumi.yaml'].every((name) => existsSync(join(above, name)))) return above;
  return undefined;
}

/** Runs one command line, and gives back what the process is to end with. */
export async function steading(args: readonly string[]): Promise<number> {
  let ended: number = EXIT.fine;
  try {
    await program((code) => {
      ended = code;
    }).parseAsync(args, { from: 'user' });
    return ended;
  } catch (error) {
    return failed(error);
  }
}

/** Runs the command line of this process. */
export async function main(): Promise<void> {
  // Whoever reads may stop: `steading diff a b | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) =>
    process.exit(
      error.code === 'EPIPE' ? undefined : failed(Object.assign(error, { path: 'what standard output leads to' })),
    ),
  );
  process.exitCode = await steading(process.argv.slice(2));
}

function failed(thrown: unknown): number {
  const { troubleOf } = require('../write/disk') as typeof import('../write/disk');
  const error = troubleOf(thrown) ?? thrown;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  if (error instanceof Refusal) return fail(error, isUsage(error) ? EXIT.usage : EXIT.couldNot);
  if (error instanceof UserError) {
    const { findingsText, tally } = require('./print/findings') as typeof import('./print/findings');
    return say(`${findingsText(error.findings)}\n${tally(error.findings)}`, EXIT.usage);
  }
  return say(
    `this is a mistake in steading itself, not yours; please report it\n${error instanceof Error ? error.stack : error}`,
    EXIT.couldNot,
  );
}

function fail(error: { readonly message: string; readonly fix: string }, code: number): number {
  tellError(error);
  return code;
}

function say(text: string, code: number): number {
  tell(`${text}\n`);
  return code;
}
