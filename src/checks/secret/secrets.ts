import { list } from '../../diagnostics/entry';
import { type Finding, finding, fromProblem } from '../../diagnostics/finding';
import type { WorkloadNode } from '../../graph/graph';
import { planSealing } from '../../secrets/plan';
import type { Problem } from '../../secrets/problem';
import type { Check } from '../check';

/** Contracts that nobody can fulfil, or has not yet; pods that ask for a key that is not there. */
export const secrets: Check = ({ graph, sealed }) => {
  const contracts = new Map(graph.secrets.map((secret) => [`${secret.namespace}/${secret.name}`, secret]));
  const { problems, seal } = planSealing(graph.secrets, [...sealed.values()]);
  return [
    ...problems.map((problem) => fromProblem(named(problem), contracts.get(problem.paths[0] ?? '')?.at)),
    ...seal
      .filter(({ contract }) => contract.store === 'sealed-secrets')
      .map(({ contract: { namespace, name, path, at }, because }) =>
        finding(
          'secret/not-sealed',
          { secret: `${namespace}/${name}`, environment: graph.environment, why: because.text },
          { paths: [path], at },
        ),
      ),
    ...graph.workloads.flatMap(readers),
  ];

  /** Who declares a Secret twice is known here, not where contracts are judged. */
  function named(problem: Problem): Problem {
    if (problem.code !== 'secret/duplicate') return problem;
    const [id] = problem.paths;
    const owners = graph.secrets.filter(({ namespace, name }) => `${namespace}/${name}` === id);
    const [first, ...others] = owners.map(({ component }) => `${graph.environment}/${component}`);
    return {
      ...problem,
      message: `secret ${id} is declared by ${list([first ?? '', ...others.map((other) => `by ${other}`)])}`,
    };
  }

  function readers({ path, main, init, sidecars, on, at }: WorkloadNode): Finding[] {
    if (!('namespace' in on)) return [];
    return [main, ...init, ...sidecars].flatMap(({ env }) =>
      env.flatMap(({ name: variable, value, at: set = at }) => {
        if (typeof value === 'string') return [];
        const secret = `${on.namespace}/${value.secret}`;
        if (contracts.get(secret)?.keys.some(({ name }) => name === value.key)) return [];
        return [
          finding('secret/unknown-key', { reader: path, variable, secret, key: value.key }, { paths: [path], at: set }),
        ];
      }),
    );
  }
};
