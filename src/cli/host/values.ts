import type { HostNode } from '../../graph/graph';
import { quoted } from '../../model/shell';
import type { Fleet } from './fleet';
import { HostError } from './refusal';

const HIDDEN = '***';
/** A line that is shorter is in many texts by chance. */
const TELLING_LENGTH = 4;

/** Secrets of hosts: read when they are needed, kept in memory until the process ends, only to be kept out of what it prints. */
export class Values {
  private readonly known = new Set<string>();

  constructor(private readonly fleet: Fleet) {}

  /** Throws `HostError` without a word of what the script printed. */
  async read(reference: string): Promise<Buffer> {
    const [hostName = '', name = ''] = reference.split('/');
    const host = this.fleet.host(hostName);
    const value = host.values.find((one) => one.name === name);
    if (!value) throw new Error(`no value '${reference}'`);
    const { code, signal, stdout } = await this.fleet.machine(hostName).run(value.read, { as: value.as });
    this.keep(stdout.toString());
    const why =
      code !== 0 ? `its script ended with ${code ?? signal}` : stdout.length === 0 ? 'it is empty' : undefined;
    if (why !== undefined)
      throw new HostError(`the value '${name}' of ${hostName} cannot be read: ${why}`, byHand(host, value.read));
    return stdout;
  }

  /** A text in which no value is left. */
  hide(text: string): string {
    return [...this.known]
      .sort((a, b) => b.length - a.length)
      .reduce((now, value) => now.replaceAll(value, HIDDEN), text);
  }

  private keep(value: string): void {
    for (const part of [value, ...value.split('\n')].map((one) => one.trim()))
      if (part.length >= TELLING_LENGTH || (part !== '' && part === value.trim())) this.known.add(part);
  }
}

function byHand({ user, address }: HostNode, script: string): string {
  return `see why on that host, ${user}@${address}: sh -euc ${quoted(script)}`;
}
