import { Etcd } from '../../constructs/etcd';
import { LiteLlm } from '../../constructs/litellm';
import { Nats } from '../../constructs/nats';
import { OnePassword } from '../../constructs/one-password';
import { Phoenix } from '../../constructs/phoenix';
import { Postgresql } from '../../constructs/postgresql';
import { Redis } from '../../constructs/redis';
import { SynologyNfs } from '../../constructs/synology-nfs';
import {
  Cluster,
  Component,
  derived,
  generated,
  manual,
  Namespace,
  onePassword,
  Secret,
  Size,
  type Stack,
} from '../../src';
import { CLUSTER } from '../invalid/props';
import { type Declared, declare } from '../support/declare';

/** The services of document 003, but for its chat. */
export function build(stack: Stack): void {
  const home = stack.cluster('lab', { ...CLUSTER, secrets: { store: 'bootstrap' } });
  stack.deliver(FLUX, { layout: LAYOUT });
  const on = home.namespace('default', { existing: true });
  const storage = new SynologyNfs(stack, 'storage', {
    on: home.namespace('kube-system', { existing: true }),
    version: '4.13.4',
    server: '192.168.1.5',
    share: '/volume1/kubernetes',
    squash: { uid: 1024, gid: 100 },
  });
  new OnePassword(stack, 'onepassword', { on: home.namespace('onepassword'), version: '2.4.1' });
  const postgres = new Postgresql(stack, 'postgres', {
    on,
    version: '16',
    size: Size.gibibytes(10),
    storageClass: storage.retaining,
    user: storage.squash,
  });
  const redis = new Redis(stack, 'redis', { on, version: '7-alpine' });
  new Nats(stack, 'nats', { on, version: '2-alpine' });
  new Etcd(stack, 'etcd', {
    on,
    version: '3.5.16-0',
    size: Size.gibibytes(2),
    storageClass: storage.ephemeral,
    user: storage.squash,
  });
  const phoenix = new Phoenix(stack, 'phoenix', { on, version: 'latest', database: postgres.database('phoenix') });
  phoenix.expose(phoenix.http, { nodePort: 30060 });
  const litellm = new LiteLlm(stack, 'litellm', {
    on,
    version: 'main-latest',
    database: postgres.database('litellm'),
    cache: redis,
    file: 'litellm-config.yaml',
  });
  const key = (item: string, field: string) =>
    new Secret(litellm, item, { namespace: on, keys: { [field]: onePassword(`vaults/lab/items/${item}`, field) } }).key(
      field,
    );
  litellm.offer('gemini-2.5-flash', { provider: 'gemini', key: key('google', 'GEMINI_API_KEY') });
  const openrouter = key('openrouter', 'OPENROUTER_API_KEY');
  litellm.offer('claude', { provider: 'openrouter', model: 'anthropic/claude-sonnet-4.5', key: openrouter });
  litellm.observe(phoenix);
  litellm.after(phoenix, 'document 003 has it so');
}

const FLUX = {
  engine: 'flux',
  repository: 'https://github.com/example/lab.git',
  revision: 'main',
  path: '',
  namespace: 'flux-system',
} as const;

/** As document 003 has it. */
const LAYOUT = {
  folders: [
    { path: 'infrastructure', holds: ['namespaces', 'storage', 'onepassword'], wait: true, overlay: 'lab' },
    { path: 'apps', each: true },
  ],
};

/** As data; `more` adds what it likes beside them. */
export function lab(more: (stack: Stack, on: Namespace) => void = () => undefined): Declared {
  return declare((stack) => {
    build(stack);
    more(stack, namespaceOf(stack, 'default'));
  });
}

function namespaceOf(stack: Stack, name: string): Namespace {
  return stack.node.findAll().find((found) => found instanceof Namespace && found.name === name) as Namespace;
}

/** Contracts of every kind: what a shell would take for its own, two that need each other, one that a person fills. */
export function declareOdd(stack: Stack): void {
  const component = new Component(stack, 'odd');
  const [cluster] = stack.node.children.filter((child) => child instanceof Cluster);
  const on = (cluster as Cluster).namespace('odd');
  const home = namespaceOf(stack, 'default');
  const odd: Secret = new Secret(component, 'odd', {
    namespace: home,
    keys: {
      dots: generated({ length: 40, alphabet: `-\\ "'$` }),
      text: derived`it's "q" $HOME \`id\` $$ \\ %s\n\t{{.}} *\n`,
    },
  });
  const there: Secret = new Secret(component, 'there', {
    namespace: on,
    keys: { a: generated({ length: 24, alphabet: 'ab' }), b: () => derived`b:${here.key('a')}\n` },
  });
  const here: Secret = new Secret(component, 'here', {
    namespace: on,
    keys: { a: () => derived`<${there.key('a')}>`, c: () => derived`${odd.key('dots')}` },
  });
  new Secret(component, 'by-hand', { namespace: home, keys: { door: manual('the key of the door') } });
}
