import { Etcd } from '../constructs/etcd';
import { LiteLlm } from '../constructs/litellm/proxy';
import { Nats } from '../constructs/nats';
import { OnePassword } from '../constructs/one-password';
import { OpenWebUi } from '../constructs/open-webui/server';
import { Phoenix } from '../constructs/phoenix';
import { Postgresql } from '../constructs/postgresql/server';
import { Redis } from '../constructs/redis/server';
import { SynologyNfs } from '../constructs/synology-nfs';
import { cluster, defineEnvironment, delivery, type FluxLayout, KUBERNETES, onePassword, Secret } from '../src';
import * as site from './lab.config';

/** Clouds of language models behind one door, their traces and a chat; on a Synology's disks, delivered by Flux. */
export default defineEnvironment({
  name: 'lab',
  config: { cluster, delivery, ...site },

  build(stack, { items, models, sizes, versions, ...site }) {
    const lab = stack.cluster('lab', { ...site.cluster, secrets: { store: 'bootstrap' }, brings: KUBERNETES });
    stack.deliver(site.delivery, { layout: LAYOUT, version: versions.flux });
    const on = lab.namespace('default', { existing: true });

    // What the rest stands on.
    const storage = new SynologyNfs(stack, 'storage', {
      on: lab.namespace('kube-system', { existing: true }),
      version: versions.csiDriverNfs,
      ...site.nfs,
    });
    new OnePassword(stack, 'onepassword', {
      on: lab.namespace('onepassword', { podSecurity: 'restricted' }),
      version: versions.onePassword,
    });

    // What keeps state.
    const postgres = new Postgresql(stack, 'postgres', {
      on,
      version: versions.postgres,
      size: sizes.postgres,
      storageClass: storage.retaining,
      user: storage.squash,
    });
    new Etcd(stack, 'etcd', {
      on,
      version: versions.etcd,
      size: sizes.etcd,
      storageClass: storage.ephemeral,
      user: storage.squash,
    });
    const redis = new Redis(stack, 'redis', { on, version: versions.redis });
    new Nats(stack, 'nats', { on, version: versions.nats });

    // What answers.
    const phoenix = new Phoenix(stack, 'phoenix', {
      on,
      version: versions.phoenix,
      database: postgres.database('phoenix'),
    });
    const litellm = new LiteLlm(stack, 'litellm', {
      on,
      version: versions.litellm,
      database: postgres.database('litellm'),
      cache: redis,
      file: 'litellm-config.yaml',
    });
    const chat = new OpenWebUi(stack, 'openwebui', {
      on,
      version: versions.openWebUi,
      url: `http://${lab.props.address}:${NODE_PORTS.chat}`,
    });

    // Who talks to whom.
    const keyOf = (item: string, name: string, field: string) =>
      new Secret(litellm, name, { namespace: on, keys: { [field]: onePassword(item, field) } }).key(field);
    const google = keyOf(items.google, 'google-api-key', 'GEMINI_API_KEY');
    const openRouter = keyOf(items.openRouter, 'openrouter-api-key', 'OPENROUTER_API_KEY');
    for (const model of models.google) litellm.offer(model, { provider: 'gemini', key: google });
    for (const model of models.openRouter) litellm.offer(model, { provider: 'openrouter', key: openRouter });
    litellm.observe(phoenix);
    chat.use(litellm);
    litellm.after(phoenix, 'its traces begin with its first request');
    chat.after(litellm, 'it asks for the models when it starts');

    // What people reach.
    phoenix.expose(phoenix.http, { nodePort: NODE_PORTS.phoenix });
    chat.expose(chat.http, { nodePort: NODE_PORTS.chat });
    stack.acknowledge('image/moving-tag', {
      why: 'the manual of this platform follows its products by tags that move',
      until: '2027-05-31',
    });
  },
});

const NODE_PORTS = { chat: 30080, phoenix: 30060 };

/** Document 003, "Architecture". */
const LAYOUT: FluxLayout = {
  folders: [
    { path: 'infrastructure', holds: ['namespaces', 'storage', 'onepassword'], wait: true, overlay: 'lab' },
    { path: 'apps', each: true },
  ],
};
