import { typed } from '../../base/typed';
import { Kube } from '../../cluster/kube';
import { kubeconfigPaths } from '../../cluster/kubeconfig';
import { clusterTrouble } from '../../cluster/trouble';
import { fromProblem, UserError } from '../../diagnostics/finding';
import type { SecretNode } from '../../graph/graph';
import type { Project } from '../../project';
import { bootstrapped, variableOf, type Wanted, wanted } from '../../secrets/bootstrap';
import { contractId, keyId, keysOf, referencesOf } from '../../secrets/contract';
import { completeValues, type Values } from '../../secrets/values';
import { synthesize } from '../../synthesize';
import { EXIT } from '../exit';
import { findingsText, tally } from '../print/findings';
import { print, tell } from '../print/output';
import { complete, type Found, find, makeNamespace } from '../secrets/cluster';

export interface BootstrapOptions {
  /** @default - $KUBECONFIG, else ~/.kube/config */
  readonly kubeconfig?: string;
}

/** Makes, in the cluster, the values that Git does not have. What exists is never changed; nothing that is printed holds a value. */
export async function bootstrapSecrets(project: Project, name: string, options: BootstrapOptions): Promise<number> {
  const [environment] = project.chosen([name]);
  if (!environment) return EXIT.usage;
  const { graph, findings } = await synthesize(environment, project.resolve(environment));
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    tell(`${findingsText(errors)}\n${tally(errors)}; nothing was made\n`);
    return EXIT.findings;
  }
  const contracts = bootstrapped(graph.secrets);
  const people = wanted(graph.secrets);
  if (contracts.length + people.length === 0) {
    print(`${name}: no Secret is made in the cluster\n`);
    return EXIT.fine;
  }
  try {
    const kube = new Kube(...kubeconfigPaths(options.kubeconfig));
    const found = await find(kube, [...contracts, ...people]);
    const missing = missingVariables(contracts, found);
    const due = contracts.filter((contract) => !missing.has(contract));
    const { value: values, problems } = await completeValues(due, found.values, inEnvironment(due));
    if (!values) throw new UserError(problems.map((problem) => fromProblem(problem)));
    const existing = new Set(graph.namespaces.flatMap((namespace) => (namespace.existing ? [namespace.name] : [])));
    for (const namespace of new Set(due.map((contract) => contract.namespace)))
      if (!existing.has(namespace) && (await makeNamespace(kube, namespace))) print(`made  namespace ${namespace}\n`);
    for (const contract of due) await make(kube, contract, found, values);
    const asked = people.filter((one) => !found.values.has(`${contractId(one)}/${one.key}`));
    const open = [...[...missing.values()].flat(), ...asked.map(toDo)];
    print(open.join(''));
    const old = due.flatMap((contract) => outdated(contract, found, values));
    tell(old.map((line) => `error: ${line}\n`).join(''));
    return open.length + old.length > 0 ? EXIT.findings : EXIT.fine;
  } catch (error) {
    throw clusterTrouble(error) ?? error;
  }
}

/** Variables that somebody has to set first, by the contract that waits for them. */
function missingVariables(contracts: readonly SecretNode[], found: Found): Map<SecretNode, string[]> {
  const missing = contracts.map((contract) => {
    const lines = contract.keys.flatMap(({ name: key, source }) => {
      const variable = variableOf(source);
      if (source.from !== 'manual' || !variable || process.env[variable]) return [];
      const id = `${contractId(contract)}/${key}`;
      return found.values.has(id)
        ? []
        : [`to do ${contractId(contract)}: set ${variable} (${source.what}), and run this again\n`];
    });
    return [contract, lines] as const;
  });
  return new Map(missing.filter(([, lines]) => lines.length > 0));
}

function inEnvironment(contracts: readonly SecretNode[]): Map<string, string> {
  return new Map(
    keysOf(contracts).flatMap(({ id, source }) => {
      const value = process.env[variableOf(source) ?? ''];
      return value ? [[id, value] as const] : [];
    }),
  );
}

async function make(kube: Kube, contract: SecretNode, found: Found, values: Values): Promise<void> {
  const id = contractId(contract);
  const made = values.of(contract);
  const names = Object.keys(made);
  if (names.length > 0) await complete(kube, contract, made, found.secrets.has(id));
  print(names.length > 0 ? `made  ${id}: ${names.join(', ')}\n` : `kept  ${id}\n`);
}

/** What was there before, made from a value that is a new one now; a Secret of an older version of its contract. */
function outdated({ namespace, name, version, keys }: SecretNode, found: Found, values: Values): string[] {
  const id = contractId({ namespace, name });
  const fix = `to fix: kubectl delete secret ${typed(name)} --namespace ${typed(namespace)}, and run this again`;
  const was = found.secrets.get(id);
  const old = keys.flatMap(({ name: key, source }) =>
    found.values.has(`${id}/${key}`)
      ? referencesOf(source).flatMap((ref) => (values.has(keyId(ref)) ? [{ key, from: keyId(ref) }] : []))
      : [],
  );
  return [
    ...(was !== undefined && was < version
      ? [`${id} is of version ${was}, the contract is at ${version}\n${fix}`]
      : []),
    ...old.map(({ key, from }) => `key '${key}' of ${id} holds the old value of ${from}\n${fix}`),
  ];
}

/** How a person puts a value into a Secret, also into one that is there: out of a file, so that it stands in no list of processes. */
function toDo({ namespace, name, key, what }: Wanted): string {
  return `to do ${namespace}/${name}: ${key}, ${what}
      kubectl create secret generic ${typed(name)} --namespace ${typed(namespace)} --from-file ${typed(`${key}=FILE`)} --dry-run=client --output yaml |
        kubectl apply --server-side --field-manager steading --filename -
`;
}
