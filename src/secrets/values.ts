import { randomInt } from 'node:crypto';
import { hash, truncates } from 'bcryptjs';
import { type Contract, contractId, isSealed, type Key, keyId } from './contract';
import { judge } from './judge';
import { makingOrder } from './order';
import { bad, good, type Outcome, type Problem, problem } from './problem';

const BCRYPT_COST = 10;

/** Fresh plaintext, which lives until it is sealed. Printing, inspecting or serialising it shows nothing. */
export class Values {
  readonly #byKey: ReadonlyMap<string, string>;

  constructor(byKey: ReadonlyMap<string, string>) {
    this.#byKey = byKey;
  }

  /** Whether there is one for a key, by `<namespace>/<secret>/<key>`. */
  has(id: string): boolean {
    return this.#byKey.has(id);
  }

  /** The values of one contract, by key name. */
  of(contract: Contract): Readonly<Record<string, string>> {
    const id = contractId(contract);
    return Object.fromEntries(
      contract.keys.flatMap(({ name }) => {
        const value = this.#byKey.get(`${id}/${name}`);
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }
}

/**
 * Makes new values for a closed set of contracts. Contracts that a person or an operator fills get none.
 * With any problem there are no values at all.
 */
export async function makeValues(contracts: readonly Contract[]): Promise<Outcome<Values>> {
  const [first, ...rest] = judge(contracts);
  if (first) return bad(first, ...rest);
  const byKey = new Map<string, string>();
  for (const key of makingOrder(contracts.filter(isSealed)).order) {
    const made = await make(key, byKey);
    if (typeof made !== 'string') return bad(made);
    byKey.set(key.id, made);
  }
  return good(new Values(byKey));
}

/**
 * The values that are not there yet. What exists is taken as it is, also to make others from it; `given` are values that a person hands over.
 * The contracts have been judged before.
 */
export async function completeValues(
  contracts: readonly Contract[],
  existing: ReadonlyMap<string, string>,
  given: ReadonlyMap<string, string>,
): Promise<Outcome<Values>> {
  const made = new Map<string, string>();
  for (const key of makingOrder(contracts).order) {
    if (existing.has(key.id)) continue;
    const value = given.get(key.id) ?? (await make(key, new Map([...existing, ...made])));
    if (typeof value !== 'string') return bad(value);
    made.set(key.id, value);
  }
  return good(new Values(made));
}

async function make({ contract, name, source }: Key, made: ReadonlyMap<string, string>): Promise<string | Problem> {
  if (source.from === 'generated') return source.prefix + random(source.alphabet, source.length);
  if (source.from === 'derived')
    return source.template.map((part) => (typeof part === 'string' ? part : (made.get(keyId(part)) ?? ''))).join('');
  if (source.from !== 'bcrypt') return '';
  const plaintext = made.get(keyId(source.of)) ?? '';
  return truncates(plaintext) ? tooLong(contract, name, source.of.key) : bcrypt(plaintext);
}

/** randomInt draws again rather than fold the range, so that every character is equally likely. */
function random(alphabet: string, length: number): string {
  const characters = [...alphabet];
  return Array.from({ length }, () => characters[randomInt(characters.length)]).join('');
}

/**
 * bcryptjs writes `$2b$`: the letter tells corrected implementations from OpenBSD's, which before 5.5 kept the length of a password
 * in one byte. Below 256 bytes, and so below bcrypt's own 72, both name one algorithm. Many servers know a hash by `$2a$` alone (NATS took
 * any other prefix for a plaintext password), and all accept it.
 */
async function bcrypt(plaintext: string): Promise<string> {
  return (await hash(plaintext, BCRYPT_COST)).replace(/^\$2b\$/, '$2a$$');
}

function tooLong(contract: Contract, name: string, of: string): Problem {
  const id = contractId(contract);
  return problem(
    'secret/bcrypt-too-long',
    `key '${name}' of secret ${id} hashes '${of}', which is longer than the 72 bytes that bcrypt reads`,
    `make '${of}' shorter`,
    [id],
  );
}
