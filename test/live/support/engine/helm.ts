import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Kube, type KubeObject, refer } from '../../../../src/cluster/kube';
import { isMarked, secret } from './marks';
import type { Inputs, Made } from './stand-in';

export const RELEASE = 'kubernetes:helm.sh/v3:Release';
/** Environment variable: a file; while it is there, an installation goes on. */
export const INSTALLING = 'STEADING_ENGINE_INSTALLING';
/** Environment variable: a file with the object that the chart makes, as JSON. */
export const RENDERED = 'STEADING_ENGINE_RENDERED';
const TYPE = 'helm.sh/release.v1';

type Status = 'pending-install' | 'pending-upgrade' | 'deployed' | 'superseded' | 'failed';

interface Revision {
  readonly version: number;
  readonly info: { readonly status: Status };
  readonly config?: unknown;
}

/**
 * Helm's own storage, and no chart: nothing renders one here. What Helm 3.19 says of names, revisions and others who are at work (`availableName` in
 * install.go, `prepareUpgrade` in upgrade.go) is said here, too.
 */
export class Helm {
  private readonly name: string;
  private readonly namespace: string;

  constructor(
    private readonly kube: Kube,
    private readonly inputs: Inputs,
  ) {
    this.name = String(inputs.name);
    this.namespace = String(inputs.namespace);
  }

  async install(): Promise<Made> {
    if ((await this.history()).length > 0) throw new Error('cannot re-use a name that is still in use');
    await this.write(1, 'pending-install');
    for (const { [INSTALLING]: file } = process.env; file !== undefined && existsSync(file); ) await sleep(100);
    for (const object of rendered()) await this.kube.apply(object, { fieldManager: 'helm' });
    await this.write(1, 'deployed');
    return this.made(1, 'deployed');
  }

  async upgrade(): Promise<Made> {
    const [last, ...former] = await this.history();
    if (!last) throw new Error(`"${this.name}" has no deployed releases`);
    if (last.info.status.startsWith('pending'))
      throw new Error('another operation (install/upgrade/rollback) is in progress');
    const isKnown = [last, ...former].some(({ info }) => info.status === 'deployed') || last.info.status === 'failed';
    if (!isKnown) throw new Error(`"${this.name}" has no deployed releases`);
    const version = last.version + 1;
    await this.write(version, 'pending-upgrade');
    for (const { version: older } of [last, ...former]) await this.write(older, 'superseded');
    await this.write(version, 'deployed');
    return this.made(version, 'deployed');
  }

  async uninstall(): Promise<void> {
    const all = await this.history();
    if (all.length === 0) throw new Error(`uninstall: Release not loaded: ${this.name}: release: not found`);
    for (const object of rendered()) await this.kube.delete(refer(object), { propagation: 'Background' });
    for (const { version } of all)
      await this.kube.delete({ ...SECRET, namespace: this.namespace, name: this.at(version) });
  }

  async read(): Promise<Made | undefined> {
    const [last] = await this.history();
    if (!last) return undefined;
    const { outs } = this.made(last.version, last.info.status);
    const values = { ...(this.inputs.values as object | undefined), ...(last.config as object | undefined) };
    return { id: this.id, outs: { ...outs, values } };
  }

  private get id(): string {
    return `${this.namespace}/${this.name}`;
  }

  private made(revision: number, status: Status): Made {
    const { name, namespace } = this;
    // What is read is what was kept, with the inputs in it.
    const { __inputs: inputs = this.inputs, ...kept } = this.inputs;
    const outs = { ...kept, status: { name, namespace, revision, status }, __inputs: secret(inputs) };
    return { id: this.id, outs };
  }

  /** Newest first. */
  private async history(): Promise<Revision[]> {
    const all = await this.kube.list(SECRET, this.namespace, `owner=helm,name=${this.name}`);
    const revisions = all.map((object) => {
      const { release = '' } = object.data as Readonly<Record<string, string>>;
      const encoded = Buffer.from(Buffer.from(release, 'base64').toString(), 'base64');
      return JSON.parse(gunzipSync(encoded).toString()) as Revision;
    });
    return revisions.sort((a, b) => b.version - a.version);
  }

  private at(version: number): string {
    return `sh.helm.release.v1.${this.name}.v${version}`;
  }

  private async write(version: number, status: Status): Promise<void> {
    const { name, namespace, inputs } = this;
    const now = new Date().toISOString();
    const metadata = { name: String(inputs.chart).split('/').at(-1), version: inputs.version };
    const info = { first_deployed: now, last_deployed: now, deleted: '', description: '', status };
    const record = { name, namespace, version, info, chart: { metadata }, config: inputs.values ?? {}, manifest: '' };
    const encoded = gzipSync(JSON.stringify(record)).toString('base64');
    const object = {
      ...{ ...SECRET, type: TYPE, data: { release: Buffer.from(encoded).toString('base64') } },
      metadata: {
        name: this.at(version),
        namespace,
        labels: { name, owner: 'helm', status, version: String(version) },
      },
    } as KubeObject;
    const { ok, message } = await this.kube.apply(object, { fieldManager: 'Helm' });
    if (!ok) throw new Error(message);
  }
}

function rendered(): KubeObject[] {
  const { [RENDERED]: file } = process.env;
  return file !== undefined && existsSync(file) ? [JSON.parse(readFileSync(file, 'utf8')) as KubeObject] : [];
}

const SECRET = { apiVersion: 'v1', kind: 'Secret' };

/** As the provider's three-way patch: what differs from what is there, and what was asked for and is no more. */
export function releaseDiffers({ __inputs: former, ...state }: Inputs, after: Inputs): boolean {
  return isOther(after, state) || isLess(former, after);
}

function isOther(wanted: unknown, there: unknown): boolean {
  if (!isMap(wanted) || !isMap(there)) return !isDeepStrictEqual(wanted, there);
  return Object.entries(wanted).some(([key, value]) => isOther(value, there[key]));
}

function isLess(former: unknown, wanted: unknown): boolean {
  if (!isMap(former) || !isMap(wanted)) return false;
  return Object.entries(former).some(([key, value]) => !(key in wanted) || isLess(value, wanted[key]));
}

const isMap = (value: unknown): value is Inputs => value !== null && typeof value === 'object' && !Array.isArray(value);

/** The provider takes the inputs of a release for secret without asking (`parseCheckpointRelease`), and ends with a panic where they are not. */
export function unmarked(type: string, { __inputs: inputs }: Inputs): boolean {
  return type === RELEASE && inputs !== undefined && !isMarked(inputs);
}
