import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { hosts } from '../../src/backends/hosts/commands';
import { Component } from '../../src/model/component';
import { Host } from '../../src/model/host';
import { Workload } from '../../src/model/workload';
import { build, declareOdd } from '../constructs/lab';
import { WEB } from '../invalid/props';
import { run } from '../support/steading';
import { judge } from './judges';
import { declared, environments, type Rendered, rendered } from './rendered';

const all = environments().map((name) => rendered(name));
const ODD = `a 'b' "c" $HOME \${HOME} $(id) %h %% \\ \t ünï\nnext`;
const lab = declared((stack) => {
  build(stack);
  declareOdd(stack);
});
const odd = declared((stack) => {
  const box = new Host(stack, 'box', { address: '192.168.1.5', user: 'me', architecture: 'amd64' });
  const web = new Workload(new Component(stack, 'web'), 'web', { ...WEB, on: box, args: ['--say', ODD] });
  web.listen('http', { port: 8080 });
  web.env({ ODD, EMPTY: '' });
  web.file('/etc/web/web.conf', ODD);
  web.volume('data', { path: '/data' });
  web.healthy({ command: ['test', ODD] });
  web.grant({ device: '/dev/fuse' }, 'mounts what others store');
  box.file(`/etc/it's "odd" $(here)/ü`, { content: ODD });
});

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'steading-hosts-'));
});
afterEach(() => rmSync(place, { recursive: true }));

function written(files: readonly { readonly path: string; readonly content: string }[]): string[] {
  return files.map(({ path, content }) => {
    const file = join(place, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  });
}

/** Files of all hosts, without the directory that they are in. */
const filesOf = ({ graph }: Rendered, wanted: RegExp) =>
  hosts(graph).flatMap(({ commands }) =>
    commands.flatMap(({ file }) =>
      file && typeof file.content === 'string' && wanted.test(file.path)
        ? [{ path: basename(file.path), content: file.content }]
        : [],
    ),
  );
/** What systemd-analyze says, but of programs and units that are missing here and there on the host. */
const remarks = (stderr: string) =>
  stderr
    .split('\n')
    .filter(
      (line) => line !== '' && !/is not executable|Command .* not found|podman-user-wait-network-online/.test(line),
    );
const quadlets = (from: Rendered) => filesOf(from, /\.config\/containers\/systemd\//);

const QUADLET = {
  wanted: 'of no stated version',
  judges: ['units of containers and volumes'],
  beside: ['systemd'],
} as const;

judge('quadlet', QUADLET, ({ folder, path }) => {
  const generate = (...more: string[]) => {
    const env = { ...process.env, QUADLET_UNIT_DIRS: place };
    return spawnSync(join(folder, 'quadlet'), ['-dryrun', '-user', ...more], { env, encoding: 'utf8' });
  };

  it.each(all.map((from) => [from.graph.environment, from] as const))('takes what %s has', (_, from) => {
    const units = quadlets(from);
    if (units.length === 0) return;
    written(units);
    const { status, stdout, stderr } = generate();
    expect({ status, stderr: stderr.replace(/.*Loading source unit file.*\n/g, '') }).toEqual({
      status: 0,
      stderr: '',
    });
    for (const { path } of units) {
      const service = path.replace('.container', '.service').replace('.volume', '-volume.service');
      expect(stdout).toContain(`---${service}---`);
    }
  });

  it.each(all.map((from) => [from.graph.environment, from] as const))(
    'makes of what %s has units of systemd',
    async (_, from) => {
      if (quadlets(from).length === 0) return;
      written(quadlets(from));
      const made = join(place, 'made');
      mkdirSync(made);
      const env = { ...process.env, QUADLET_UNIT_DIRS: place };
      expect(spawnSync(join(folder, 'quadlet'), ['-user', made], { env }).status).toBe(0);
      const units = readdirSync(made)
        .filter((name) => name.endsWith('.service'))
        .map((name) => join(made, name));
      expect(units.length).toBe(quadlets(from).length);
      const asked = { XDG_RUNTIME_DIR: place, PATH: `${path}:${process.env.PATH}` };
      const { stderr } = await run('systemd-analyze', ['verify', '--user', ...units], { env: asked });
      expect(remarks(stderr)).toEqual([]);
    },
  );

  it('hands odd words to Podman as they are', () => {
    written(quadlets(odd));
    const { stdout } = generate();
    const [, line = ''] = /^ExecStart=(.*)$/m.exec(stdout.slice(stdout.indexOf('---web.service---'))) ?? [];
    const words = systemdWords(line);
    expect(words).toContain(`ODD=${ODD}`);
    expect(words.slice(-2)).toEqual(['--say', ODD]);
    expect(words).toContain('EMPTY=');
    expect(words).toEqual(expect.arrayContaining(['--userns', 'auto', '--cap-drop', 'all', '--device', '/dev/fuse']));
    expect(JSON.parse(words[words.indexOf('--health-cmd') + 1] ?? '')).toEqual(['test', ODD]);
  });

  it('says no to a key that it does not have', () => {
    written([{ path: 'web.container', content: '[Container]\nImage=docker.io/library/nginx:1.29.1\nUserNs=auto\n' }]);
    expect(generate().stderr).toContain("unsupported key 'UserNs'");
  });
});

judge('systemd', { wanted: 'of no stated version', judges: ['units of hosts'] }, ({ folder }) => {
  /** What it says, but that programs are missing here which are on the host. */
  const verify = async (files: readonly string[]) => {
    const env = { XDG_RUNTIME_DIR: place, SYSTEMD_LOG_LEVEL: 'warning' };
    const { stderr } = await run(join(folder, 'systemd-analyze'), ['verify', '--user', ...files], { env });
    return remarks(stderr);
  };

  it.each(all.map((from) => [from.graph.environment, from] as const))('takes the units of %s', async (_, from) => {
    const units = filesOf(from, /\.(service|timer)$/);
    if (units.length > 0) expect(await verify(written(units))).toEqual([]);
  });

  it('says no to a setting that it does not have', async () => {
    const content = '[Service]\nType=oneshot\nExecStart=/bin/true\nRestarts=always\n';
    expect((await verify(written([{ path: 'web.service', content }]))).join()).toContain('Unknown key');
  });
});

judge('shellcheck', { wanted: 'of no stated version', judges: ['scripts of hosts and trees'] }, ({ folder }) => {
  const scripts = ({ artifacts }: Rendered) =>
    artifacts.flatMap(({ path, content }) =>
      path.startsWith('hosts/') && path.endsWith('.sh') && typeof content === 'string'
        ? [{ path: basename(path), content }]
        : [],
    );
  // That `$` stands in single quotes is what is wanted of odd words.
  const check = (files: readonly string[], shell = 'sh') =>
    run(join(folder, 'shellcheck'), [`--shell=${shell}`, '--format=gcc', '--exclude=SC2016', ...files]);
  const isBash = ({ content }: { readonly content: string }) => /^#!.*\bbash\n/.test(content);

  it.each([...all, odd, lab].map((from) => [from.graph.environment, from] as const))(
    'has nothing against those of %s',
    async (_, from) => {
      for (const shell of ['sh', 'bash']) {
        const files = written(scripts(from).filter((script) => isBash(script) === (shell === 'bash')));
        if (files.length > 0) expect(await check(files, shell)).toMatchObject({ code: 0, stdout: '' });
      }
    },
  );

  it('has something against words that fall apart', async () => {
    expect((await check(written([{ path: 'bad.sh', content: '#!/bin/sh\nrm -f $1\n' }]))).stdout).toContain('SC2086');
  });
});

it('a file with an odd name and content arrives as it is, by its own script', () => {
  const [command] = hosts(odd.graph).flatMap(({ commands }) =>
    commands.filter(({ file }) => file?.path.includes('odd')),
  );
  const path = join(place, `it's "odd" $(here)`, 'ü');
  const apply = command?.apply.replaceAll(`/etc/it'\\''s "odd" $(here)`, `${place}/it'\\''s "odd" $(here)`) ?? '';
  const sum = spawnSync('sha256sum', { input: ODD, encoding: 'utf8' }).stdout.slice(0, 64);
  const put = (input: string) => spawnSync('sh', ['-euc', apply], { input, encoding: 'utf8' });
  expect(put(`${sum}\n${ODD}`)).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(path, 'utf8')).toBe(ODD);
  expect(put(`${sum}\n${ODD.slice(0, 5)}`)).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('did not arrive whole'),
  });
  expect(readFileSync(path, 'utf8')).toBe(ODD);
});

/** The words of a command line as systemd takes them (systemd.service(5), Command lines; systemd.unit(5), Specifiers). */
function systemdWords(line: string): string[] {
  const words = line.match(/(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[^\s"'\\])+/g) ?? [];
  const escapes: Record<string, string> = { n: '\n', t: '\t', s: ' ' };
  return words.map((word) =>
    word
      .replace(/^"([\s\S]*)"$|^'([\s\S]*)'$/, (_, double, single) => double ?? single)
      .replace(/\\x([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replace(/\\(.)/g, (_, letter) => escapes[letter] ?? letter)
      .replaceAll('$$', '$')
      .replaceAll('%%', '%'),
  );
}
