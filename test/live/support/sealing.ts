import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compare, truncates } from 'bcryptjs';
import { dump, load } from 'js-yaml';
import type { KeyRef, SecretNode } from '../../../src/graph/graph';
import { binary } from '../../../tools/build';
import { certificate, type KeyPair } from '../../secrets/certificates';
import { clone, temporary } from '../../support/project';
import { type Ended, run, steading } from '../../support/steading';

/** The variable that names the contract whose version a copied project raises. */
const RAISED = 'STEADING_TEST_RAISED';

/** The values of a contract, by key. */
export type Opened = Readonly<Record<string, string>>;

/** A copy of the project that seals for a key which the test has. */
export class SealedProject {
  readonly #folder = clone();
  readonly #keyFile = join(temporary(), 'key.pem');

  constructor(
    readonly environment: string,
    keys: KeyPair,
  ) {
    writeFileSync(this.#keyFile, keys.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const path = join(this.#folder, `Pulumi.${environment}.yaml`);
    const file = load(readFileSync(path, 'utf8')) as { config: Record<string, unknown> };
    const sealing = {
      ...(file.config['steading:sealing'] as object),
      certificate: certificate(keys, '2049-12-31T00:00:00Z'),
    };
    writeFileSync(path, dump({ ...file, config: { ...file.config, 'steading:sealing': sealing } }));
    this.#change(
      'src/model/secret.ts',
      'props.version ?? 1',
      `(props.version ?? 1) + (process.env.${RAISED} === name ? 1 : 0)`,
    );
  }

  /** `steading secrets seal`; `raised` is a contract whose version is one more than it was. */
  seal(raised = ''): Promise<Ended> {
    const options = { cwd: this.#folder, program: this.#folder, env: { [RAISED]: raised } };
    return steading(['secrets', 'seal', this.environment], options);
  }

  synth(): Promise<Ended> {
    return steading(['synth', this.environment], { cwd: this.#folder, program: this.#folder });
  }

  /** The ciphertext of a contract, as it stands in `secrets/` or, once written, in the tree. */
  text({ namespace, name }: Place): string {
    return readFileSync(join(this.#folder, 'secrets', this.environment, namespace, `${name}.yaml`), 'utf8');
  }

  written(path: string): string {
    return readFileSync(join(this.#folder, 'dist', this.environment, path), 'utf8');
  }

  /** What the real kubeseal opens with the key of this project; undefined where it does not open. */
  async open(text: string): Promise<Opened | undefined> {
    const file = join(temporary(), 'sealed.yaml');
    writeFileSync(file, text);
    const args = ['--recovery-unseal', '--recovery-private-key', this.#keyFile, '--format', 'json'];
    // kubeseal reads its standard input alone.
    const shell = ['-c', 'file=$1; shift; exec "$@" <"$file"', 'sh', file, await binary('kubeseal'), ...args];
    const { code, stdout } = await run('sh', shell);
    if (code !== 0) return undefined;
    const { data = {} } = JSON.parse(stdout) as { data?: Record<string, string> };
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]),
    );
  }

  #change(file: string, old: string, now: string): void {
    const path = join(this.#folder, file);
    const source = readFileSync(path, 'utf8');
    if (!source.includes(old)) throw new Error(`${file} has no '${old}' any more: this test raises versions there`);
    writeFileSync(path, source.replace(old, now));
  }
}

interface Place {
  readonly namespace: string;
  readonly name: string;
}

export const id = ({ namespace, name }: Place): string => `${namespace}/${name}`;

/** The contracts that share values with one, in any direction, itself among them. */
export function groupOf(contracts: readonly SecretNode[], first: SecretNode): Set<string> {
  const group = new Set([id(first)]);
  for (let size = 0; size !== group.size; ) {
    size = group.size;
    for (const contract of contracts) {
      const ends = [id(contract), ...references(contract).map((ref) => `${ref.namespace}/${ref.secret}`)];
      if (ends.some((end) => group.has(end))) for (const end of ends) group.add(end);
    }
  }
  return group;
}

function references({ keys }: SecretNode): KeyRef[] {
  return keys.flatMap(({ source }) => {
    if (source.from === 'bcrypt') return [source.of];
    return source.from === 'derived' ? source.template.filter((part) => typeof part !== 'string') : [];
  });
}

/** Values that are not what their contract makes them from; and how many there are that are made from others. */
export async function inconsistent(
  contracts: readonly SecretNode[],
  opened: ReadonlyMap<string, Opened>,
): Promise<{ derived: number; wrong: string[] }> {
  const value = ({ namespace, secret, key }: KeyRef): string => opened.get(`${namespace}/${secret}`)?.[key] ?? '';
  const wrong: string[] = [];
  let derived = 0;
  for (const contract of contracts) {
    for (const { name, source } of contract.keys) {
      const is = opened.get(id(contract))?.[name] ?? '';
      const fits =
        source.from === 'derived'
          ? is === source.template.map((part) => (typeof part === 'string' ? part : value(part))).join('')
          : source.from === 'bcrypt'
            ? !truncates(value(source.of)) && (await compare(value(source.of), is))
            : source.from === 'generated' && is.length === source.prefix.length + source.length;
      if (source.from !== 'generated') derived += 1;
      if (!fits) wrong.push(`${id(contract)} ${name}`);
    }
  }
  return { derived, wrong };
}
