import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Client } from 'ssh2';
import type { Inputs, StandIn } from './stand-in';

interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly privateKey?: string;
  readonly hostKey?: string;
  readonly dialErrorLimit?: number;
}

/** Where a test has no such machines it is only written down that they were asked for. */
const isOnlyNoted = (): boolean => process.env.STEADING_ENGINE_NOTED === '1';

/** Runs commands over real SSH, with `create` for `update` too where that is not given, as the provider does. */
export const command: StandIn = {
  diff(_asked, { stdout, stderr, ...before }, after) {
    const replaces = isDeepStrictEqual(before.triggers, after.triggers) ? [] : ['triggers'];
    return { isChanged: !isDeepStrictEqual(before, after), replaces };
  },
  async create(_asked, inputs) {
    return { id: randomUUID(), outs: { ...inputs, ...(await run(inputs, inputs.create)) } };
  },
  async update(_asked, _id, _before, inputs) {
    return { ...inputs, ...(await run(inputs, inputs.update ?? inputs.create)) };
  },
  async delete(_asked, _id, before) {
    if (before.delete !== undefined) await run(before, before.delete);
  },
};

async function run({ connection, stdin }: Inputs, text: unknown): Promise<Inputs> {
  if (isOnlyNoted()) return { stdout: 'what nobody said', stderr: '' };
  const client = await dial(connection as Connection);
  try {
    return await new Promise((resolve, reject) => {
      client.exec(String(text), (error, channel) => {
        if (error) return reject(error);
        const said = { stdout: '', stderr: '' };
        channel.on('data', (chunk: Buffer) => {
          said.stdout += chunk;
        });
        channel.stderr.on('data', (chunk: Buffer) => {
          said.stderr += chunk;
        });
        channel.on('error', () => undefined);
        channel.on('close', (code: number | null) =>
          code === 0
            ? resolve({ stdout: said.stdout.replace(/\n$/, ''), stderr: said.stderr.replace(/\n$/, '') })
            : reject(new Error(`Process exited with status ${code}: running "${text}":\n${said.stdout}${said.stderr}`)),
        );
        channel.end(stdin === undefined ? undefined : String(stdin));
      });
    });
  } finally {
    client.end();
  }
}

async function dial(connection: Connection): Promise<Client> {
  const { dialErrorLimit = 10 } = connection;
  for (let tries = 1; ; tries++) {
    try {
      return await greet(connection);
    } catch (error) {
      if (tries >= dialErrorLimit) throw error;
    }
  }
}

function greet({ host, port, user: username, privateKey, hostKey }: Connection): Promise<Client> {
  const client = new Client();
  return new Promise((resolve, reject) => {
    client.once('ready', () => resolve(client));
    client.once('error', reject);
    const hostVerifier = (key: Buffer) => hostKey === undefined || hostKey.split(' ')[1] === key.toString('base64');
    client.connect({ host, port, username, hostVerifier, ...(privateKey && { privateKey }) });
  });
}
