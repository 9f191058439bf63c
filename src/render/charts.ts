import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { isRegistry } from '../model/charts';
import { complaint, run } from './process';
import type { Scratch } from './scratch';

/** A chart of a repository. */
export interface Remote {
  /** `oci://…` of the folder that holds it, or `https://…`. */
  readonly repository: string;
  readonly chart: string;
  /** Exact, or a range. @default - the newest one */
  readonly version?: string;
}

export type Had = { readonly archive: string } | { readonly reason: string };

/** Archives of charts: those that lie in the cache, and those that helm fetches into it. */
export class Charts {
  private readonly had = new Map<string, Promise<Had>>();
  /** Servers that did not answer, and are not asked again. */
  private readonly silent = new Map<string, string>();

  constructor(
    private readonly helm: string,
    private readonly scratch: Scratch,
    private readonly offline: boolean,
    private readonly cache = cacheFolder(),
  ) {}

  /** The archive of a chart, or why it cannot be had. */
  archive(remote: Remote): Promise<Had> {
    const key = [remote.repository, remote.chart, remote.version ?? ''].join(' ');
    const known = this.had.get(key) ?? this.get(remote);
    this.had.set(key, known);
    return known;
  }

  private async get(remote: Remote): Promise<Had> {
    const { repository, chart, version = '' } = remote;
    if (!/^[\w.-]+$/.test(chart)) return { reason: `'${chart}' is no name of a chart` };
    if (!/^(https?|oci):\/\/[\w.:[\]/~%+-]+$/.test(repository))
      return { reason: `'${repository}' is no address of a repository` };
    if (!/^[\w.+*^~<>=!|, -]*$/.test(version) || version.startsWith('-'))
      return { reason: `'${version}' is no version` };
    const exact = EXACT.test(version);
    const kept = join(this.cache, placeOf(repository), `${chart}-${version.replace(/^v(?=\d)/, '')}.tgz`);
    if (exact && existsSync(kept)) return { archive: kept };
    if (this.offline) return { reason: `chart ${chart} ${version || '(newest)'} of ${repository} is not in the cache` };
    const host = /^\w+:\/\/([^/]+)/.exec(repository)?.[1] ?? '';
    const silence = this.silent.get(host);
    if (silence !== undefined) return { reason: silence };
    const fetched = await this.fetch(remote);
    if ('reason' in fetched && UNREACHABLE.test(fetched.reason)) this.silent.set(host, fetched.reason);
    if (!('archive' in fetched) || !exact) return fetched;
    mkdirSync(join(this.cache, placeOf(repository)), { recursive: true });
    const beside = `${kept}.${process.pid}`;
    copyFileSync(fetched.archive, beside);
    renameSync(beside, kept);
    return { archive: kept };
  }

  private async fetch({ repository, chart, version }: Remote): Promise<Had> {
    const room = this.scratch.room();
    const from = isRegistry(repository) ? [`${repository}/${chart}`] : [chart, '--repo', repository];
    const ended = await run(
      this.helm,
      ['pull', ...from, ...(version ? ['--version', version] : []), '--destination', join(room, 'charts')].map(String),
      { room: made(room, 'charts'), reaches: true },
    );
    if (ended.code !== 0)
      return { reason: `chart ${chart} ${version ?? ''} cannot be fetched: ${complaint(ended, room)}` };
    const [archive] = readdirSync(join(room, 'charts')).filter((file) => file.endsWith('.tgz'));
    return archive ? { archive: join(room, 'charts', archive) } : { reason: `${repository} gives no chart ${chart}` };
  }
}

const EXACT = /^v?\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/;
const UNREACHABLE = /no such host|dial |timeout|connection refused|longer than|server misbehaving/i;

function made(room: string, folder: string): string {
  mkdirSync(join(room, folder), { recursive: true });
  return room;
}

/** `$XDG_CACHE_HOME/steading/charts`, or `~/.cache/steading/charts`: `<host>/<path>/<chart>-<version>.tgz`. */
function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'steading', 'charts');
}

function placeOf(repository: string): string {
  const path = repository.replace(/^\w+:\/\//, '').replace(/\/+$/, '');
  return path.split('/').every((step) => /^[\w.:~%+-]+$/.test(step) && !/^\.+$/.test(step))
    ? path
    : createHash('sha256').update(repository).digest('hex');
}

const CHANCE =
  /\b(rand(Alpha|Num|AlphaNum|Ascii|Bytes|Int)|gen(CA|SelfSigned|Signed|PrivateKey)\w*|uuidv4|htpasswd|bcrypt|encryptAES|shuffle)\b|[{|(]-?\s*now\b/;

/** Whether the templates of a chart may make something else each time. */
export function isByChance(archive: string): boolean {
  try {
    return CHANCE.test(gunzipSync(readFileSync(archive), { maxOutputLength: 2 ** 28 }).toString('latin1'));
  } catch {
    return true;
  }
}

export const hasChance = (text: string): boolean => CHANCE.test(text);
