import { homedir } from 'node:os';
import { closest } from 'fastest-levenshtein';
import { hosts } from '../../backends/hosts/commands';
import { PlanError, plan } from '../../backends/pulumi/plan';
import * as engine from '../../backends/pulumi/register';
import type { Plan } from '../../backends/pulumi/resource';
import { Refusal } from '../../base/refusal';
import { typed } from '../../base/typed';
import { unreachable } from '../../cluster/reachable';
import { UserError } from '../../diagnostics/finding';
import type { HostNode } from '../../graph/graph';
import { Project } from '../../project';
import { synthesize } from '../../synthesize';
import { readText } from '../../write/disk';
import { findingsText, tally } from '../print/findings';
import { printable } from '../print/output';
import { typeFindings, withTypes } from '../types';

/** What runs inside of `pulumi up -s <env>`: the graph that `steading synth` writes, made known to the engine. */
export async function up(root: string): Promise<void> {
  const given = engine.asked();
  const { environment: name, settings } = given;
  const project = new Project(root, new Date().toISOString().slice(0, 10), given);
  const { graph, sealed, deployment } = await sound(project, name);
  const machines = hosts(graph);
  for (const trouble of [unknownHosts(machines, name), refusedKeys(machines, name)])
    if (trouble) (engine.isPreview() ? warn : refuse)(trouble);
  const trouble = graph.clusters.length > 0 ? await unreachable(settings['steading:kubeconfig']) : undefined;
  if (trouble && graph.hosts.length === 0) refuse(`${trouble}\n${REACH}`);
  if (trouble) warn(`${trouble}; it comes after the hosts that it runs on`);
  const planned = plannedOf(graph, sealed, deployment);
  for (const text of unknownNames(deployment.unprotect, planned)) warn(text);
  if (!trouble && graph.clusters.length > 0)
    for (const text of await changesUnseen(settings['steading:kubeconfig'], planned)) warn(text);
  engine.register(planned, { privateKey });
}

function plannedOf(...whole: Parameters<typeof plan>): Plan {
  try {
    return plan(...whole);
  } catch (error) {
    if (error instanceof PlanError) refuse(error.message);
    throw error;
  }
}

/** The engine prints what it is told as it is. */
const warn = (text: string): void => engine.warn(printable(text));

function refuse(text: string): never {
  return engine.refuse(printable(text));
}

function privateKey(path: string): string {
  try {
    return readText(path.replace(/^~(?=\/)/, homedir()));
  } catch (error) {
    if (error instanceof Refusal) return refuse(`${error.message}\nto fix: ${error.fix}`);
    throw error;
  }
}

const REACH =
  'to fix: name it with KUBECONFIG, or give its kubeconfig with `pulumi config set --secret steading:kubeconfig`; `kubectl version` asks it the same';

/** What asks a cluster is loaded once something is to be deployed: a refusal is to be fast. */
function changesUnseen(kubeconfig: string | undefined, planned: Plan): Promise<string[]> {
  const { kubeOf } = require('../pulumi/cluster') as typeof import('../pulumi/cluster');
  const { unseen } = require('../pulumi/unseen') as typeof import('../pulumi/unseen');
  return unseen(() => kubeOf(kubeconfig), planned);
}

/** What is to be unprotected, and is nothing. */
function unknownNames(unprotect: readonly string[], planned: Plan): string[] {
  const names = new Set(planned.map(({ name }) => name));
  const kept = planned.flatMap(({ name, options }) => (options.protect || unprotect.includes(name) ? [name] : []));
  return unprotect
    .filter((name) => !names.has(name))
    .map((name) => {
      const near = kept.length > 0 ? `did you mean '${closest(name, kept)}'? If` : 'if';
      return `steading:deploy.unprotect names '${name}', and nothing here has that name\nto fix: ${near} it is gone by now, take it out of the list`;
    });
}

/** The provider of commands speaks to anybody where no key is stated. A preview speaks to nobody. */
function unknownHosts(all: readonly HostNode[], environment: string): string | undefined {
  const names = all.flatMap(({ name, hostKey, commands, values }) =>
    hostKey === undefined && commands.length + values.length > 0 ? [name] : [],
  );
  const first = all.find(({ name }) => name === names[0]);
  return (
    first &&
    `the keys of these hosts are not known, so that anybody could answer in their place: ${names.join(', ')}\nto fix: ${statement(first, environment)}`
  );
}

/** The provider asks a server for a key of the stated type and no other: for an RSA key by the signature that sshd has left off since 8.8. */
function refusedKeys(all: readonly HostNode[], environment: string): string | undefined {
  const rsa = all.filter(({ hostKey }) => hostKey?.startsWith('ssh-rsa '));
  const [first] = rsa;
  const names = rsa.map(({ name }) => name).join(', ');
  return (
    first &&
    `the keys that are stated of these hosts are RSA keys, for which Pulumi's provider asks with SHA-1, and sshd since 8.8 gives none: ${names}\nto fix: ${statement(first, environment)}`
  );
}

function statement({ port, address }: HostNode, environment: string): string {
  const asked = `ssh-keyscan -t ed25519 ${port === 22 ? '' : `-p ${port} `}${typed(address)}`;
  return `state each as its hostKey in Pulumi.${environment}.yaml: what \`${asked}\` prints after the address, once you have compared it with the machine's own`;
}

/** The environment, if nothing is wrong with it. */
async function sound(project: Project, name: string) {
  try {
    const types = typeFindings(project, [name]);
    const { environment, resolved, graph, ...made } = await withTypes(types, async () => {
      const [environment] = project.chosen([name]);
      if (!environment) return refuse(`no environment '${name}'`);
      const resolved = project.resolve(environment);
      return { environment, resolved, ...(await synthesize(environment, resolved)) };
    });
    const findings = [...(await types), ...made.findings];
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) refuse(`${findingsText(errors)}\n${tally(findings)}`);
    return { graph, sealed: resolved.sealed, deployment: project.deployment(environment) };
  } catch (error) {
    if (error instanceof UserError) return refuse(findingsText(error.findings));
    if (error instanceof Refusal) return refuse(`${error.message}\nto fix: ${error.fix}`);
    throw error;
  }
}
