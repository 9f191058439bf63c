import { join } from 'node:path';
import { finding, fromProblem, UserError } from '../../diagnostics/finding';
import type { Project } from '../../project';
import { certificatesOf, contractId } from '../../secrets/contract';
import { ciphertextPath, renderCiphertext } from '../../secrets/file';
import { planSealing } from '../../secrets/plan';
import type { Outcome } from '../../secrets/problem';
import { readCertificate, sealedSecret } from '../../secrets/sealed-secret';
import { makeValues } from '../../secrets/values';
import { synthesize } from '../../synthesize';
import { replaceFiles } from '../../write';
import { EXIT } from '../exit';
import { findingsText, tally } from '../print/findings';
import { print, tell } from '../print/output';

/** Makes ciphertext for every contract that has none, or an older one. Values live in memory only, and only while this runs. */
export async function sealSecrets(project: Project, name: string): Promise<number> {
  const [environment] = project.chosen([name]);
  if (!environment) return EXIT.usage;
  const resolved = project.resolve(environment);
  const { graph, findings } = await synthesize(environment, resolved);
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    tell(`${findingsText(errors)}\n${tally(errors)}; nothing was sealed\n`);
    return EXIT.findings;
  }
  const { seal, keep } = planSealing(graph.secrets, [...resolved.sealed.values()]);
  const due = seal.filter(({ contract }) => contract.store === 'sealed-secrets');
  if (due.length === 0) {
    print(`${name}: all ${keep.length} secrets are sealed\n`);
    return EXIT.fine;
  }

  const [pem] = graph.clusters.flatMap(certificatesOf);
  if (pem === undefined) throw new UserError([finding('secret/no-certificate', { environment: name })]);
  const certificate = sure(readCertificate(pem, new Date(`${project.today}T00:00:00Z`)));
  const values = sure(await makeValues(due.map(({ contract }) => contract)));
  const files = due.map(({ contract }) => {
    const { namespace, name, version } = contract;
    const text = renderCiphertext(sealedSecret({ namespace, name, version, values: values.of(contract), certificate }));
    return { path: join(project.root, ciphertextPath(environment.name, contract)), text };
  });
  replaceFiles(files);
  for (const { contract, because } of due) {
    print(`sealed ${contractId(contract)} version ${contract.version}: ${because.text}\n`);
  }
  print(`next: steading synth ${name}, and commit secrets/${name} with it\n`);
  return EXIT.fine;
}

function sure<T>({ value, problems }: Outcome<T>): T {
  if (value === undefined) throw new UserError(problems.map((problem) => fromProblem(problem)));
  return value;
}
