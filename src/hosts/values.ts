import { quoted } from '../base/shell';
import type { Fleet } from './fleet';
import { type Ended, OUTPUT_BYTES } from './gather';
import { HostError, Lost } from './refusal';

const HIDDEN = '***';
/** A line that is shorter is in many texts by chance. */
const TELLING_LENGTH = 4;

/** Secrets of hosts: read when they are needed, and kept in memory only to be kept out of what is printed. */
export class Values {
  private readonly known = new Set<string>();

  constructor(private readonly fleet: Fleet) {}

  /** Throws `HostError` without a word of what the script printed, and `Lost`. */
  async read(reference: string): Promise<Buffer> {
    const [name = '', value] = reference.split('/');
    const { user, address, values } = this.fleet.host(name);
    const script = values.find((one) => one.name === value)?.read ?? '';
    const ended = await this.ask(reference);
    const why = unusable(ended);
    if (why === undefined) return ended.stdout;
    throw new HostError(
      `the value '${value}' of ${name} cannot be read: ${why}`,
      `see why on that host, ${user}@${address}: sh -euc ${quoted(script)}`,
    );
  }

  /** What scripts of a host said, without the values that it makes or has in files; a sentence where those are not to be had. */
  async hidden(host: string, text: string): Promise<string> {
    if (text === '') return '';
    try {
      await Promise.all(this.of(host).map((reference) => this.ask(reference)));
    } catch (error) {
      if (!(error instanceof HostError || error instanceof Lost)) throw error;
      return `what it printed is not shown, as values may stand in it that cannot be asked for now: ${error.message}`;
    }
    return [...this.known]
      .sort((a, b) => b.length - a.length)
      .reduce((now, value) => now.replaceAll(value, HIDDEN), text);
  }

  private of(name: string): string[] {
    const { values, commands } = this.fleet.host(name);
    const files = commands.flatMap(({ file }) => (typeof file?.content === 'object' ? [file.content.value] : []));
    return [...new Set([...values.map((value) => `${name}/${value.name}`), ...files])];
  }

  /** One that is not made yet can be hidden nowhere, and need not be. */
  private async ask(reference: string): Promise<Ended> {
    const [host = '', name] = reference.split('/');
    const value = this.fleet.host(host).values.find((one) => one.name === name);
    if (!value) throw new Error(`no value '${reference}'`);
    const ended = await this.fleet.machine(host).run(value.read, { as: value.as, what: `the value '${name}'` });
    this.keep(ended.stdout.toString());
    return ended;
  }

  private keep(value: string): void {
    for (const part of [value, ...value.split('\n')].map((one) => one.trim()))
      if (part.length >= TELLING_LENGTH || (part !== '' && part === value.trim())) this.known.add(part);
  }
}

function unusable({ code, signal, stdout }: Ended): string | undefined {
  if (code !== 0) return `its script ended with ${code ?? signal}`;
  if (stdout.length === 0) return 'it is empty';
  return stdout.length < OUTPUT_BYTES ? undefined : 'it is longer than 1 MiB';
}
