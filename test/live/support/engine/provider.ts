// Child process: a stand-in for one of Pulumi's providers, `node --import tsx provider.ts kubernetes|command|random`. Prints the port on which the engine may attach.
import { appendFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { main, type Provider } from '@pulumi/pulumi/provider';
import { command } from './command';
import { kubernetes } from './kubernetes';
import { random } from './random';

type Inputs = Readonly<Record<string, unknown>>;

export interface Made {
  readonly id: string;
  /** What is kept in the state beside the inputs. */
  readonly outs?: Inputs;
}

/** What a stand-in does with its resources; inputs come without the engine's marks of secrets. */
export interface StandIn {
  create(type: string, inputs: Inputs): Promise<Made>;
  /** @default - as `create` */
  update?(type: string, id: string, inputs: Inputs): Promise<Inputs>;
  /** What is there now; nothing where it is gone. */
  read?(type: string, id: string, inputs: Inputs): Promise<Inputs | undefined>;
  delete?(type: string, id: string, inputs: Inputs): Promise<void>;
  /** Inputs whose change makes the resource anew. */
  replaces?(type: string, before: Inputs, after: Inputs): string[];
}

const SIGNATURE = '4dabf18193072939515e22adb298388d';
const IS_SECRET = '1b47061264138c4ac30d75fd1eb44270';

/** Marked secrets as their values. */
function opened(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(opened);
  if (value === null || typeof value !== 'object') return value;
  if (SIGNATURE in value) return opened((value as { readonly value?: unknown }).value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, opened(inner)]));
}

/** What was found, with its secrets marked as they are in what was known. */
function closed(found: unknown, known: unknown): unknown {
  if (known === null || typeof known !== 'object') return found;
  if (SIGNATURE in known) return { [SIGNATURE]: IS_SECRET, value: found };
  if (found === null || typeof found !== 'object' || Array.isArray(found)) return found;
  return Object.fromEntries(Object.entries(found).map(([key, inner]) => [key, closed(inner, (known as Inputs)[key])]));
}

const typeOf = (urn: string): string => urn.split('::')[2]?.split('$').at(-1) ?? '';
const idOf = (urn: string): string => `${typeOf(urn)}::${urn.split('::').slice(3).join('::')}`;

const nameOf = ({ metadata }: Inputs): string => JSON.stringify(metadata, ['namespace', 'name']);

/** Writes down what begins and what ended, in the order in which it did. */
async function noted<T>(what: 'create' | 'update' | 'delete', urn: string, work: () => Promise<T>): Promise<T> {
  const note = (turn: string): void => {
    const file = process.env.STEADING_ENGINE_LOG;
    if (file) appendFileSync(file, `${turn} ${what} ${idOf(urn)}\n`);
  };
  note('begin');
  const result = await work();
  note('end');
  return result;
}

/** What is not known before something else exists. */
const UNKNOWN = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

function provider(standIn: StandIn): Provider {
  const inputsOf = ({ __inputs, ...outs }: Inputs): Inputs => (__inputs ?? outs) as Inputs;
  return {
    version: require(`@pulumi/${process.argv[2]}/package.json`).version,
    check: async (_urn, _olds, news) => ({ inputs: news, failures: [] }),
    diff: async (_id, urn, olds, news) => {
      const [before, after] = [inputsOf(opened(olds) as Inputs), opened(news) as Inputs];
      const isKnown = !JSON.stringify(after).includes(UNKNOWN);
      const replaces = isKnown ? (standIn.replaces?.(typeOf(urn), before, after) ?? []) : [];
      // Two of one name cannot be there at once.
      const deleteBeforeReplace = standIn === kubernetes && nameOf(before) === nameOf(after);
      return { changes: !isDeepStrictEqual(before, after), replaces, deleteBeforeReplace };
    },
    create: async (urn, inputs) => {
      const made = () => standIn.create(typeOf(urn), opened(inputs) as Inputs);
      const { id, outs } = await noted('create', urn, made);
      return { id, outs: { ...inputs, ...outs, __inputs: inputs } };
    },
    update: async (id, urn, _olds, news) => {
      const inputs = opened(news) as Inputs;
      const made = async () =>
        standIn.update ? standIn.update(typeOf(urn), id, inputs) : (await standIn.create(typeOf(urn), inputs)).outs;
      const outs = await noted('update', urn, made);
      return { outs: { ...news, ...outs, __inputs: news } };
    },
    read: async (id, urn, props) => {
      if (!standIn.read) return { id, props };
      const found = await standIn.read(typeOf(urn), id, inputsOf(opened(props) as Inputs));
      return found ? { id, props: { ...props, __inputs: closed(found, inputsOf(props)) } } : { id: '', props: {} };
    },
    delete: (id, urn, props) =>
      noted('delete', urn, async () => standIn.delete?.(typeOf(urn), id, inputsOf(opened(props) as Inputs))),
  };
}

const STAND_INS: Readonly<Record<string, StandIn>> = { command, kubernetes, random };

const standIn = STAND_INS[process.argv[2] ?? ''];
if (!standIn) throw new Error(`no stand-in for '${process.argv[2]}'`);
void main(provider(standIn), []);
