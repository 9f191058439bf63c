import { EventEmitter } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { PassThrough } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { gather } from '../../src/hosts/gather';
import { DEFAULTS, durationText, limitsOf, milliseconds } from '../../src/hosts/limits';
import { environments } from '../support/project';
import { end, flood, SshServer } from '../support/ssh-server';
import { type Ended, steading } from '../support/steading';

const COMMANDS = 12;

/** What the bad hosts do. Each has more commands than a connection has channels, so that some wait for their turn. */
const BAD: Readonly<Record<string, (server: SshServer) => void>> = {
  closed: (server) => {
    server.opens = false;
  },
  shell: (server) => {
    server.act = () => undefined;
  },
  test: (server) => {
    server.act = (_, script) => (script.includes('test c3') ? undefined : true);
  },
  floods: (server) => {
    server.act = (channel, script) => {
      if (!script.includes('test c3')) return true;
      flood(channel);
      return undefined;
    };
  },
  sudo: (server) => {
    server.act = (channel, _, command) => {
      if (!command.includes('sudo')) setTimeout(end, 100, channel, 0);
      else {
        channel.stderr.write('sudo: a password is required\n');
        end(channel, 1);
      }
      return undefined;
    };
  },
};

const SAYS: Readonly<Record<string, RegExp>> = {
  closed: /closed: its sshd, asked for a session, did not end within 10 s\n *to fix: see what it does/,
  shell: /shell: the login shell of 'ops' did not end within 10 s/,
  test: /test: the test of 'c3' did not end within 10 s/,
  floods: /floods: the test of 'c3' (printed more than 64 MiB|did not end within 10 s)/,
  sudo: /sudo: sudo wants a password of 'ops', and nobody is there to type one/,
  silent: /silent: 127.0.0.1 port \d+ does not answer within 10 s\n *to fix: see that the machine is on/,
  babbles: /babbles: 127.0.0.1 port \d+ (does not answer within 10 s|did not come to an understanding)/,
};

/** Takes connections, and is no sshd. */
const LISTENERS: Readonly<Record<string, Server>> = {
  silent: createServer((socket) => socket.on('error', () => undefined).resume()),
  babbles: createServer((socket) => {
    const more = (): void => {
      while (socket.writable && socket.write('a line of a greeting that has no end\r\n'.repeat(100)));
    };
    socket.on('error', () => undefined).on('drain', more);
    more();
  }),
};

const servers = new Map<string, SshServer>();
let cwd: string;

beforeAll(async () => {
  for (const name of ['good', 'slow', ...Object.keys(BAD)]) servers.set(name, await SshServer.start());
  for (const [name, spoil] of Object.entries(BAD)) spoil(servers.get(name) as SshServer);
  for (const listener of Object.values(LISTENERS))
    await new Promise<void>((open) => listener.listen(0, '127.0.0.1', open));
  const declared = [...servers].map(([name, server]) => [name, server.host] as const);
  const listening = Object.entries(LISTENERS).map(([name, listener]) => {
    const { port } = listener.address() as AddressInfo;
    return [name, JSON.stringify({ ...JSON.parse(declared[0]?.[1] ?? ''), port })] as const;
  });
  const body = [...declared, ...listening].map(
    ([name, props]) => `
      const ${name} = new src.Host(stack, '${name}', ${props});
      for (let i = 0; i < ${COMMANDS}; i++)
        ${name}.command('c' + i, { test: 'test c' + i, apply: 'apply c' + i, as: '${name}' === 'sudo' && i === 0 ? 'root' : 'user' });`,
  );
  cwd = environments({ fleet: body.join('') });
});
afterAll(async () => {
  for (const listener of Object.values(LISTENERS)) listener.close();
  await Promise.all([...servers.values()].map((server) => server.stop()));
});

const host = (what: 'plan' | 'apply', ...names: string[]): Promise<Ended> =>
  steading(['host', what, 'fleet', '--timeout', '10s', ...names], { cwd, env: { SSH_AUTH_SOCK: '' } });

it('nobody waits for ever for hosts that mean no good, and what others say is told', async () => {
  const { code, stdout, stderr } = await host('plan');
  expect(code).toBe(3);
  expect(stdout).toBe('fleet: 2 of 9 hosts are as they shall be, 0 would change, 7 could not be asked\n');
  for (const says of Object.values(SAYS)) expect(stderr).toMatch(says);
  // What still waited for its turn made no connection of its own.
  expect(servers.get('sudo')?.connections).toBe(1);
});

it('apply goes on with the others, and leaves an apply that has no end', async () => {
  const slow = servers.get('slow') as SshServer;
  const made = new Set<string>();
  slow.act = (channel, script) => {
    const [, what, name = ''] = /(test|apply) (c\d+)/.exec(script) ?? [];
    if (what === undefined) return true;
    if (what === 'test') end(channel, made.has(name) ? 0 : 1);
    else if (name === 'c3') channel.write('waiting for the lock\n');
    else {
      made.add(name);
      end(channel, 0);
    }
    return undefined;
  };
  const { code, stdout } = await host('apply');
  expect(code).toBe(3);
  const { sudo: _, ...others } = SAYS;
  for (const says of Object.values(others)) expect(stdout).toMatch(says);
  expect(stdout).toMatch(/sudo\/c0|sudo: sudo wants a password/);
  expect(stdout).toMatch(/^fleet: 11 done, /m);
  expect(stdout).toMatch(/ {2}good: c0, c1, /);
  expect(stdout).toMatch(
    /slow\/c3 did not end within 10 s, and may run on there\n +\| waiting for the lock\n +to fix: .*--timeout/,
  );
});

it('of what a script prints the end is kept, and more than 64 MiB nobody reads', async () => {
  const stderr = new PassThrough();
  const closed = jest.fn();
  const channel = Object.assign(new EventEmitter(), { stderr, end: () => undefined, close: closed });
  const work = gather(channel as unknown as ClientChannel, Buffer.alloc(0), 60_000);
  for (let mebibytes = 0; mebibytes < 64; mebibytes++) channel.emit('data', Buffer.alloc(2 ** 20, 'a'));
  expect(closed).not.toHaveBeenCalled();
  stderr.emit('data', Buffer.from('b'));
  const { stdout: printed, ...rest } = await work;
  expect({ size: printed.length, ...rest }).toEqual({ size: 2 ** 20, why: 'output', stderr: 'b' });
  expect(closed).toHaveBeenCalledTimes(1);
});

describe('--timeout', () => {
  it('is a time that people write', () => {
    expect(['90s', '10m', '2h', '168h'].map(milliseconds)).toEqual([90_000, 600_000, 7_200_000, 604_800_000]);
    for (const wrong of ['', '10', '0s', '1d', '-1s', '1.5h', '169h', '99999999h'])
      expect(milliseconds(wrong)).toBeUndefined();
    expect([90_000, 600_000, 7_200_000].map(durationText)).toEqual(['90 s', '10 min', '2 h']);
  });

  it('is for each script, and for signing in where it is short', () => {
    expect(limitsOf()).toBe(DEFAULTS);
    expect(limitsOf(5000)).toEqual({ signIn: 5000, test: 5000, apply: 5000 });
    expect(limitsOf(3_600_000)).toEqual({ signIn: 20_000, test: 3_600_000, apply: 3_600_000 });
  });

  it('is refused where it is none', async () => {
    const { code, stderr } = await steading(['host', 'plan', 'gpu', '--timeout', 'soon']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('expected a time such as 90s, 10m or 2h, at most a week'),
    });
  });
});
