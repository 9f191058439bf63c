import type { Room, Running, Server } from './room';

/**
 * What the image's entrypoint does at its first start, as far as a client can tell: a cluster whose superuser has the
 * password, trusted on the socket and on loopback as initdb leaves it, asked for a password from everywhere else.
 */
export async function startPostgresql(room: Room, postgresql: Running): Promise<Server> {
  await room.mount(postgresql);
  const made = await room.run({ ...postgresql, command: ['sh', '-ec', INITDB] });
  if (made.code !== 0) throw new Error(made.stdout + made.stderr);
  return restartPostgresql(room, postgresql);
}

/** What it does at every later start. */
export async function restartPostgresql(room: Room, postgresql: Running): Promise<Server> {
  const server = room.start({ ...postgresql, command: ['postgres'] });
  await server.says('database system is ready to accept connections');
  return server;
}

const INITDB = `printf '%s\\n' "$POSTGRES_PASSWORD" > /tmp/password
initdb --username=postgres --pwfile=/tmp/password --locale=C.UTF-8 --no-sync
echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"`;
