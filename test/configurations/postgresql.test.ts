import { Postgresql } from '../../constructs/postgresql/server';
import { Size } from '../../src';
import { CLUSTER } from '../invalid/props';
import { judge } from './judges';
import { restartPostgresql, startPostgresql } from './postgresql';
import { declared, rendered, type Values } from './rendered';
import { Room, type Running, type Server } from './room';

const homelab = rendered('homelab');
const two = declared((stack) => {
  const on = stack.cluster('home', CLUSTER).namespace('self-hosted-ai');
  const postgresql = new Postgresql(stack, 'postgresql', { on, version: '17.6', size: Size.gibibytes(1) });
  for (const name of ['litellm', 'open-webui']) postgresql.database(name);
});
const exported = declared((stack) => {
  const on = stack.cluster('lab', CLUSTER).namespace('default', { existing: true });
  const user = { uid: 1024, gid: 100 };
  const postgres = new Postgresql(stack, 'postgres', { on, version: '16', size: Size.gibibytes(10), user });
  for (const name of ['litellm', 'phoenix']) postgres.database(name);
});
const SERVICE = 'postgresql.self-hosted-ai.svc.cluster.local';
const ADMIN = 'self-hosted-ai/postgresql-admin/POSTGRES_PASSWORD';
const LITELLM = 'self-hosted-ai/postgresql-litellm/password';
/** What a shell, a URL, psql and SQL would each take for something of their own. */
const NASTY = `it's "q" $HOME \`id\` $$ \\ %s :'p' :password é; -- {}`;

judge(
  'postgresql',
  {
    wanted: homelab.tag('postgresql'),
    judges: ['databases.sql', 'the command of the Job', 'the start hook', 'probes'],
    room: true,
  },
  ({ folder }) => {
    let room: Room;
    let server: Server;
    let values: Values;
    let postgresql: Running;

    beforeAll(async () => {
      values = await homelab.values();
      postgresql = homelab.container('postgresql', values);
      room = await Room.open({
        names: homelab.services(),
        path: folder,
        user: { name: 'postgres', uid: 999, gid: 999 },
      });
      server = await startPostgresql(room, postgresql);
    });
    afterAll(() => room?.close());

    /** The rendered Job, once. */
    async function make(tree = homelab, given = values) {
      const job = tree.container('postgresql-databases', given);
      await room.mount(job);
      return room.run(job);
    }

    /** As a client with this password, through the Service. */
    const ask = (user: string, password: string, database: string, sql: string) =>
      room.run({
        command: [
          'psql',
          '--no-password',
          '--no-align',
          '--tuples-only',
          '--host',
          SERVICE,
          '--username',
          user,
          '--command',
          sql,
          database,
        ],
        env: { PGPASSWORD: password },
      });
    const password = (key: string, given = values) => given[key] ?? '';
    const exec = (command: readonly string[] = [], env = postgresql.env ?? {}) =>
      room.run({ command, env, ...(postgresql.user && { user: postgresql.user }) });
    /** All that the server holds but passwords and the random key of the dump itself. */
    async function dump(): Promise<string> {
      const command = ['pg_dumpall', '--no-role-passwords', '--host', SERVICE, '--username', 'postgres'];
      const { code, stdout, stderr } = await room.run({ command, env: { PGPASSWORD: password(ADMIN) } });
      expect([code, stderr]).toEqual([0, '']);
      return stdout.replace(/^\\(un)?restrict .*$/gm, '');
    }

    it('is healthy for the rendered commands', async () => {
      for (const probe of Object.values(postgresql.probes)) expect((await exec(probe?.exec?.command)).code).toBe(0);
    });

    it('gets a role and a database that is its own', async () => {
      expect(await make()).toMatchObject({ code: 0, stderr: '' });
      const owner = 'SELECT datname, pg_get_userbyid(datdba) FROM pg_database WHERE NOT datistemplate ORDER BY 1';
      expect((await ask('postgres', password(ADMIN), 'postgres', owner)).stdout).toBe(
        'litellm|litellm\nn8n|n8n\npostgres|postgres\n',
      );
      const table = 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1); SELECT current_user';
      expect((await ask('litellm', password(LITELLM), 'litellm', table)).stdout).toContain('litellm\n');
      const role =
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles WHERE rolname = 'litellm'";
      expect((await ask('postgres', password(ADMIN), 'postgres', role)).stdout).toBe('f\n');
    });

    it('is not changed by a second run', async () => {
      const before = await dump();
      expect(await make()).toMatchObject({ code: 0, stderr: '' });
      expect(before).toContain('GRANT');
      expect(await dump()).toBe(before);
    });

    it.each([['another'], [NASTY]])('takes a rotated password, %s, and no longer the old one', async (rotated) => {
      expect((await make(homelab, { ...values, [LITELLM]: rotated })).code).toBe(0);
      expect((await ask('litellm', rotated, 'litellm', 'SELECT n FROM kept')).stdout).toBe('1\n');
      expect((await ask('litellm', password(LITELLM), 'litellm', 'SELECT 1')).stderr).toContain(
        'password authentication failed',
      );
      expect((await make()).code).toBe(0);
    });

    it('gets a second database beside the first, and nobody into the other’s', async () => {
      const more = { ...(await two.values()), ...values };
      expect(await make(two, more)).toMatchObject({ code: 0, stderr: '' });
      const other = more['self-hosted-ai/postgresql-open-webui/password'] ?? '';
      expect((await ask('open-webui', other, 'open-webui', 'CREATE TABLE mine (n int)')).code).toBe(0);
      expect((await ask('litellm', password(LITELLM), 'litellm', 'SELECT n FROM kept')).stdout).toBe('1\n');
      for (const [user, auth, database] of [
        ['open-webui', other, 'litellm'],
        ['litellm', password(LITELLM), 'open-webui'],
      ] as const)
        expect((await ask(user, auth, database, 'SELECT 1')).stderr).toContain(
          `permission denied for database "${database}"`,
        );
    });

    it.each([['another'], [NASTY]])(
      'adopts a rotated password of its administrator, %s, at its start',
      async (rotated) => {
        const hook = (to: string) => exec(postgresql.startHook, { ...postgresql.env, POSTGRES_PASSWORD: to });
        expect(await hook(rotated)).toMatchObject({ code: 0, stderr: '' });
        expect((await ask('postgres', rotated, 'postgres', 'SELECT 1')).stdout).toBe('1\n');
        expect((await ask('postgres', password(ADMIN), 'postgres', 'SELECT 1')).stderr).toContain(
          'password authentication failed',
        );
        expect((await hook(password(ADMIN))).code).toBe(0);
      },
    );

    it('has its passwords in no process list', async () => {
      const running = make();
      const list = await room.processList();
      expect((await running).code).toBe(0);
      expect(list).toContain('postgres');
      for (const key of [ADMIN, LITELLM]) expect(list).not.toContain(password(key));
    });

    it('asks for no name that is not a Service', () => {
      expect(room.strangers()).toEqual([]);
    });

    it('says no to a file with a mistake, and the Job with it', async () => {
      const job = homelab.container('postgresql-databases', values);
      const files = Object.entries(job.files).map(([path, text]) => [
        path,
        text.replace('REVOKE CONNECT', 'REVOKE CONECT'),
      ]);
      await room.mount({ ...job, files: Object.fromEntries(files) });
      const { code, stderr } = await room.run(job);
      expect(code).toBe(3);
      expect(stderr).toContain('unrecognized privilege type "conect"');
    });

    it('is not healthy while it is stopped, and the Job and the start hook wait for it', async () => {
      await server.stop();
      for (const probe of Object.values(postgresql.probes)) expect((await exec(probe?.exec?.command)).code).not.toBe(0);
      const waiting = [make(), exec(postgresql.startHook)];
      await restartPostgresql(room, postgresql);
      for (const ended of await Promise.all(waiting)) expect(ended).toMatchObject({ code: 0, stderr: '' });
    });

    describe('as a user whom its image does not name', () => {
      let other: Room;
      let postgres: Running;
      let given: Values;

      beforeAll(async () => {
        given = await exported.values();
        postgres = exported.container('postgres', given);
        // Its entrypoint gives initdb, and nothing else, the name that it asks for.
        const user = { name: 'postgres', uid: 1024, gid: 100 };
        other = await Room.open({ names: exported.services(), path: folder, user });
        const first = await startPostgresql(other, postgres);
        await first.stop();
        await other.write('/etc/passwd', 'root:x:0:0::/root:/bin/sh\n');
        await restartPostgresql(other, postgres);
      });
      afterAll(() => other?.close());

      const within = (command: readonly string[] = []) =>
        other.run({ command, env: postgres.env ?? {}, ...(postgres.user && { user: postgres.user }) });

      it('starts, is healthy, and sets its password', async () => {
        expect(postgres.user).toEqual({ uid: 1024, gid: 100, fsGroup: 100 });
        for (const probe of Object.values(postgres.probes)) expect((await within(probe?.exec?.command)).code).toBe(0);
        expect(await within(postgres.startHook)).toMatchObject({ code: 0, stderr: '' });
      });

      it('has the databases of document 003, where its command looks for them', async () => {
        const job = exported.container('postgres-databases', given);
        await other.mount(job);
        expect(await other.run(job)).toMatchObject({ code: 0, stderr: '' });
        const { stdout } = await within(['psql', '-U', 'postgres', '-c', '\\l']);
        expect(stdout).toMatch(/^ phoenix +\| phoenix /m);
        expect(stdout).toMatch(/^ litellm +\| litellm /m);
      });
    });
  },
);
