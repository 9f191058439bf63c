/** What may be wired to what: read by the compiler alone, in wiring.test.ts. */
import type { CertManager } from '../constructs/cert-manager';
import type { GpuWorker } from '../constructs/gpu-worker';
import { LiteLlm } from '../constructs/litellm/proxy';
import type { Ollama } from '../constructs/ollama';
import type { OpenWebUi } from '../constructs/open-webui/server';
import type { PostgresDatabase, Postgresql } from '../constructs/postgresql/server';
import type { Redis } from '../constructs/redis/server';
import type { Traefik } from '../constructs/traefik';
import {
  type Endpoint,
  external,
  HostService,
  type Namespace,
  type Provides,
  Size,
  type Stack,
  type Workload,
} from '../src';

declare const stack: Stack;
declare const on: Namespace;
declare const chat: OpenWebUi;
declare const litellm: LiteLlm;
declare const ollama: Ollama;
declare const gpu: GpuWorker;
declare const postgresql: Postgresql;
declare const database: PostgresDatabase;
declare const redis: Redis;
declare const traefik: Traefik;
declare const certificates: CertManager;
declare const workload: Workload;

const elsewhere = { name: 'elsewhere', host: 'elsewhere.example', port: 443 };
const openai = external('openai', elsewhere);
const qdrant = external('qdrant', elsewhere);
const version = '1';

// Right ones: a construct, something elsewhere, and the same door under another protocol.
chat.use(litellm);
chat.use(ollama);
chat.use(openai);
litellm.route('a', gpu);
litellm.route('b', ollama);
litellm.route('c', openai);
litellm.route('d', { openai: ollama.openai });
litellm.route('e', litellm);
traefik.route('ai.example', chat.http);
traefik.route('llm.example', litellm.openai);
new LiteLlm(stack, 'a', { on, version, database });
new LiteLlm(stack, 'b', { on, version, database: postgresql.database('b'), cache: redis });
new LiteLlm(stack, 'c', {
  on,
  version,
  database: { ...external('postgres', elsewhere), name: 'c', user: 'c', password: database.password },
});
new HostService<'ollama'>(litellm, 'd', { namespace: on, to: ollama.ollama });
const spoken: Endpoint<'openai'> = ollama.ollama.as('openai', '/v1');
const used: Endpoint<'postgres'> = workload.connect(postgresql.postgres, 'keeps chats');
const both: Provides<'ollama' | 'openai'> = ollama;

// @ts-expect-error a vector store is no database
new LiteLlm(stack, 'f', { on, version, database: { ...qdrant, name: 'f', user: 'f', password: database.password } });
// @ts-expect-error a server is no database: one is made for each consumer
new LiteLlm(stack, 'g', { on, version, database: postgresql });
// @ts-expect-error a database is no cache
new LiteLlm(stack, 'h', { on, version, database, cache: { ...database } });
// @ts-expect-error a cache without a password would be asked for one
new LiteLlm(stack, 'i', { on, version, database, cache: external('redis', elsewhere) });
// @ts-expect-error an endpoint is no server
new LiteLlm(stack, 'j', { on, version, database, cache: redis.redis });

// @ts-expect-error a cache speaks no openai
chat.use(redis);
// @ts-expect-error a database speaks no openai
chat.use(postgresql);
// @ts-expect-error a vector store speaks no openai
chat.use(qdrant);
// @ts-expect-error a chat is a client, not a server of models
chat.use(chat);

// @ts-expect-error a cache serves no model
litellm.route('f', redis);
// @ts-expect-error a vector store serves no model
litellm.route('g', qdrant);
// @ts-expect-error a web page serves no model
litellm.route('h', external('http', elsewhere));
// @ts-expect-error the protocol of the endpoint counts, not the name that it is given
litellm.route('i', { openai: postgresql.postgres });

// @ts-expect-error a database is not reached by a browser
traefik.route('db.example', postgresql.postgres);
// @ts-expect-error a cache is not reached by a browser
traefik.route('cache.example', redis.redis);
// @ts-expect-error a construct has several endpoints: say which
traefik.route('ai.example', chat);

// @ts-expect-error a Service keeps the protocol of what it carries
new HostService<'ollama'>(litellm, 'e', { namespace: on, to: openai.openai });
// @ts-expect-error there is no such protocol
external('gopher', elsewhere);
// @ts-expect-error what speaks openai alone does not offer both
const half: Provides<'ollama' | 'openai'> = openai;
// @ts-expect-error an address keeps its protocol when it moves
chat.use({ openai: redis.redis.at({ host: 'elsewhere.example' }) });
// @ts-expect-error connecting gives back the endpoint that it was given
const other: Endpoint<'redis'> = workload.connect(postgresql.postgres, 'keeps chats');

// @ts-expect-error a size is made by a factory, not written as text
workload.volume('data', { path: '/data', size: '60Gi' });
// @ts-expect-error an amount of cpu is made by a factory, not written as a number
workload.init('migrations', { resources: { cpu: 1, memory: Size.gibibytes(1) } });
// @ts-expect-error a capability is written as Kubernetes does, without CAP_
workload.grant({ capabilities: ['CAP_NET_ADMIN'] }, 'makes a network interface');
// @ts-expect-error a privilege has a reason
workload.grant({ privileged: true });
// @ts-expect-error a rule says for which verbs
workload.may([{ apiGroups: [''], resources: ['secrets'] }], 'keeps its state there');
// @ts-expect-error a product that keeps state has no version by itself
new LiteLlm(stack, 'k', { on, database });
// @ts-expect-error only codes of the catalogue can be accepted
stack.acknowledge('network/no-enforcment', { why: 'a test cluster', until: '2027-01-31' });

export { both, certificates, half, other, spoken, used };
