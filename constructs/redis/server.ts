import {
  Component,
  Cpu,
  type Endpoint,
  generated,
  Image,
  type Namespace,
  type Provides,
  type Resources,
  Secret,
  type SecretKey,
  Size,
  type Stack,
  Workload,
} from '../../src';

export interface RedisProps {
  readonly on: Namespace;
  /** Tag of the official image's Alpine variant. No default: a newer one rewrites the append-only file. */
  readonly version: string;
  /** Room for the append-only file. @default - none: what it holds is gone with the pod, as befits a cache */
  readonly size?: Size;
  /** @default - the cluster's default class */
  readonly storageClass?: string;
  /** @default - 50m, 128Mi, at most 256Mi */
  readonly resources?: Resources;
}

/** A Redis that asks for a password. */
export interface RedisServer extends Provides<'redis'> {
  readonly password: SecretKey;
}

/**
 * Redis: cache and queues behind a password.
 *
 * The official Alpine image runs as uid 999, gid 1000 (`redis`); started as that user it needs no capabilities.
 */
export class Redis extends Component implements RedisServer {
  readonly redis: Endpoint<'redis'>;
  readonly password: SecretKey;

  constructor(stack: Stack, id: string, { on, version, size, storageClass, resources }: RedisProps) {
    super(stack, id);
    const bounds = resources ?? { cpu: Cpu.millis(50), memory: Size.mebibytes(128), memoryLimit: Size.mebibytes(256) };
    const server = new Workload(this, id, {
      on,
      kind: size ? 'StatefulSet' : 'Deployment',
      image: Image.of('docker.io/library/redis', { tag: version, platforms: ['amd64', 'arm64'] }),
      user: { uid: 999, gid: 1000 },
      command: ['sh', '-ec', START],
      resources: bounds,
    });
    this.redis = server.listen('redis', { port: 6379 });
    this.password = new Secret(this, id, { namespace: on, keys: { REDIS_PASSWORD: generated() } }).key(
      'REDIS_PASSWORD',
    );
    server.env({ REDIS_PASSWORD: this.password, REDISCLI_AUTH: this.password });
    server.file('/etc/redis/redis.conf', config(size !== undefined, bounds.memoryLimit ?? bounds.memory));
    server.volume('data', { path: '/data', ...(size && { size }), ...(storageClass && { storageClass }) });
    server.volume('auth', { path: '/run/redis' });
    server.healthy({ command: ['sh', '-c', 'redis-cli ping | grep -q PONG'] });
  }
}

/** The password reaches the server by a file of its own, so that it stands in no process list. */
const START = `umask 077
printf 'requirepass %s\\n' "$REDIS_PASSWORD" > /run/redis/auth.conf
exec redis-server /etc/redis/redis.conf`;

/**
 * Redis must give way before the kernel kills it: with an append-only file it gets half of its container's memory, since a rewrite forks,
 * and otherwise three quarters. Where it keeps data only what expires may go.
 */
function config(keeps: boolean, limit: Size): string {
  const kilobytes = Math.floor(limit.toKibibytes() * (keeps ? 0.5 : 0.75));
  return [
    'bind * -::*',
    'dir /data',
    keeps ? 'appendonly yes' : 'save ""',
    `maxmemory ${kilobytes}kb`,
    `maxmemory-policy ${keeps ? 'volatile-lru' : 'allkeys-lru'}`,
    'include /run/redis/auth.conf',
    '',
  ].join('\n');
}
