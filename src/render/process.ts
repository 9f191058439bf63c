import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Ended {
  /** Of the program, or why it did not end by itself (`ENOENT`, `SIGKILL`, `ERR_CHILD_PROCESS_STDIO_MAXBUFFER`). */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** More than any chart of the public repositories renders. */
const LARGEST_OUTPUT = 2 ** 26;
const SECONDS = 60;
const MEMORY = '2GiB';

/** What a program may know of the machine: how to reach the network, never who is logged in where. */
const NETWORK = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'https_proxy', 'http_proxy', 'no_proxy'];
const CERTIFICATES = ['SSL_CERT_FILE', 'SSL_CERT_DIR'];

/**
 * Runs helm or kustomize on untrusted input: without plugins, credentials, a kubeconfig or a home folder, for at most 60 seconds,
 * with at most 64 MiB of output. `room` is a scratch folder. Without `reaches`, requests over HTTP lead nowhere.
 */
export function run(
  program: string,
  args: readonly string[],
  { room, reaches = false }: { readonly room: string; readonly reaches?: boolean },
): Promise<Ended> {
  const home = join(room, '.home');
  mkdirSync(home, { recursive: true });
  const options = {
    cwd: room,
    env: { ...environment(home), ...(reaches ? kept([...NETWORK, ...CERTIFICATES]) : NOWHERE) },
    killSignal: 'SIGKILL' as const,
    maxBuffer: LARGEST_OUTPUT,
    timeout: SECONDS * 1000,
  };
  return new Promise((done) => {
    execFile(program, [...args], options, (error, stdout, stderr) =>
      done({ code: error ? (error.code ?? error.signal ?? 1) : 0, stdout, stderr }),
    );
  });
}

function environment(home: string): Record<string, string> {
  return {
    // Neither git nor a shell: kustomize would clone what a kustomization names.
    PATH: home,
    ...{ HOME: home, TMPDIR: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_DATA_HOME: home },
    ...{ HELM_PLUGINS: join(home, 'plugins'), KUSTOMIZE_PLUGIN_HOME: join(home, 'plugins') },
    ...{ KUBECONFIG: join(home, 'none'), DOCKER_CONFIG: home, HELM_REGISTRY_CONFIG: join(home, 'registry.json') },
    ...{ GOMAXPROCS: '2', GOMEMLIMIT: MEMORY },
  };
}

/** A port at which nothing listens. */
const NOWHERE = { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9' };

function kept(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** The program of this name on the PATH. @returns nothing where there is none */
export function programOnPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'));
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The end of what a program says is wrong, without folders of ours. */
export function complaint({ code, stderr }: Ended, room: string): string {
  if (code === 'SIGKILL') return `it takes longer than ${SECONDS} seconds`;
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return 'it renders more than 64 MiB';
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const first = lines.findIndex((one) => /^error: /i.test(one));
  const line = lines.slice(Math.max(first, 0)).join(' ') || `it ends with ${code}`;
  const said = line
    .replace(/^error: /i, '')
    .replaceAll(`${room}/`, '')
    .replaceAll(room, '.');
  // What is wrong stands at the end, after the way that led there.
  return said.length > LONGEST ? `… ${said.slice(-LONGEST)}` : said;
}

const LONGEST = 300;
