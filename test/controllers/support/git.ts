import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../../../tools/run';
import type { Host } from './outside';

const AUTHOR = {
  GIT_AUTHOR_NAME: 'test',
  GIT_AUTHOR_EMAIL: 'test@example.com',
  GIT_COMMITTER_NAME: 'test',
  GIT_COMMITTER_EMAIL: 'test@example.com',
};

/** Makes a folder that has these files and no others. */
export function lay(folder: string, files: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A bare repository with one branch, served by Git's own `http-backend`. */
export class Repository {
  private constructor(
    private readonly folder: string,
    private readonly path: string,
  ) {}

  /** `url` is where people and controllers have it. */
  static async create(url: string, branch: string): Promise<Repository> {
    const folder = mkdtempSync(join(tmpdir(), 'steading-git-'));
    const { pathname } = new URL(url);
    const repository = new Repository(folder, join(folder, 'served', pathname));
    await run(['git', 'init', '--quiet', '--bare', `--initial-branch=${branch}`, repository.path]);
    return repository;
  }

  /** Commits these files and no others. Gives back the commit. */
  async commit(files: Readonly<Record<string, string>>): Promise<string> {
    const work = join(this.folder, 'work');
    lay(work, files);
    const git = (...args: string[]): Promise<string> =>
      run(['git', `--git-dir=${this.path}`, `--work-tree=${work}`, ...args], { cwd: work, env: AUTHOR });
    await git('add', '--all');
    await git('commit', '--quiet', '--allow-empty', '--message', 'a change');
    return (await git('rev-parse', 'HEAD')).trim();
  }

  /** Answers as Git over HTTP does, by CGI: headers, an empty line, a body. */
  readonly host: Host = (request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
    // A repository is found with and without its suffix, as GitHub has it.
    const [name = ''] = /^.*?(?=\/(info|git-upload-pack|HEAD|objects)\b)/.exec(pathname) ?? [];
    const own = this.path.slice(join(this.folder, 'served').length);
    const path =
      name.replace(/\.git$/, '') === own.replace(/\.git$/, '') ? own + pathname.slice(name.length) : pathname;
    const env = {
      PATH: process.env.PATH ?? '',
      GIT_PROJECT_ROOT: join(this.folder, 'served'),
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
      REQUEST_METHOD: request.method ?? 'GET',
      PATH_INFO: path,
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: String(request.headers['content-encoding'] ?? ''),
      REMOTE_ADDR: '127.0.0.1',
    };
    const backend = spawn('git', ['http-backend'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
    backend.stdin.on('error', () => undefined);
    request.pipe(backend.stdin);
    const chunks: Buffer[] = [];
    backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    backend.once('close', () => {
      const all = Buffer.concat(chunks);
      const end = all.indexOf('\r\n\r\n');
      const headers = all
        .subarray(0, end)
        .toString()
        .split('\r\n')
        .map((line) => line.split(': ', 2) as [string, string]);
      const status = headers.find(([key]) => key === 'Status')?.[1];
      response.writeHead(status ? Number.parseInt(status, 10) : 200, Object.fromEntries(headers));
      response.end(all.subarray(end + 4));
    });
  };

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
