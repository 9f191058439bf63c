import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { unreachable } from '../../src/cli/cluster';
import { temporary } from '../support/project';

const CONTEXT = 'current-context: a\ncontexts: [{ name: a, context: { cluster: home } }]\n';
const clusterAt = (server: string) => `clusters: [{ name: home, cluster: { server: "${server}" } }]\n`;

/** An API server behind `kubectl proxy`: anything that answers. */
const server = createServer((_, reply) => reply.end());
let address: string;
beforeAll(async () => {
  await new Promise<void>((open) => server.listen(0, '127.0.0.1', open));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const { KUBECONFIG: before } = process.env;
afterEach(() => {
  if (before === undefined) delete process.env.KUBECONFIG;
  else process.env.KUBECONFIG = before;
});

it('a cluster that answers, whose kubeconfig is given as text', async () => {
  expect(await unreachable(CONTEXT + clusterAt(address))).toBeUndefined();
});

it('a kubeconfig of two files, each with a part of it', async () => {
  const folder = temporary();
  writeFileSync(join(folder, 'context'), CONTEXT);
  writeFileSync(join(folder, 'cluster'), clusterAt(address));
  process.env.KUBECONFIG = ['missing', 'context', 'cluster'].map((file) => join(folder, file)).join(delimiter);
  expect(await unreachable()).toBeUndefined();
});

it.each([
  ['no YAML', '{ : ['],
  ['no map', 'kubeconfig'],
  ['a context that is not there', 'current-context: b\n'],
  ['a server that is no URL', CONTEXT + clusterAt('nowhere')],
])('%s names no cluster', async (_, text) => {
  expect(await unreachable(text)).toBe('the kubeconfig names no cluster as its current context');
});

it('nobody answers', async () => {
  expect(await unreachable(CONTEXT + clusterAt('https://127.0.0.1:9'))).toContain(
    'https://127.0.0.1:9 does not answer: ',
  );
});
