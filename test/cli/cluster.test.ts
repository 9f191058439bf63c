import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { unreachable } from '../../src/cluster/reachable';
import { temporary } from '../support/project';

const CONTEXT = 'current-context: a\ncontexts: [{ name: a, context: { cluster: home } }]\n';
const JSON_TYPE = { 'content-type': 'application/json' };
const clusterAt = (server: string) => `clusters: [{ name: home, cluster: { server: "${server}" } }]\n`;

/** What an API server behind `kubectl proxy` says, by the path before it. */
const ANSWERS: Readonly<Record<string, readonly [status: number, headers: Record<string, string>, body: string]>> = {
  '/version': [200, JSON_TYPE, '{"gitVersion":"v1.35.4"}'],
  '/k8s/clusters/home/version': [200, JSON_TYPE, '{"gitVersion":"v1.35.4"}'],
  '/closed/version': [401, JSON_TYPE, '{"kind":"Status","status":"Failure","message":"Unauthorized","code":401}'],
  '/forbidden/version': [403, {}, 'forbidden'],
  '/sign-in/version': [302, { location: 'https://sign-in.example/?back=\u009b2J' }, ''],
  '/page/version': [200, { 'content-type': 'text/html' }, '<title>welcome</title>'],
  '/cut/version': [200, JSON_TYPE, '{"gitVersion":"v1.'],
  '/other/version': [200, JSON_TYPE, '{"version":"1.0"}'],
  '/broken/version': [500, { 'content-type': 'text/plain' }, 'out\u009b of order'],
};
const server = createServer(({ url = '' }, reply) => {
  const [status, headers, body] = ANSWERS[url] ?? [404, {}, 'not found'];
  reply.writeHead(status, headers).end(body);
});
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

it.each(['/k8s/clusters/home', '/closed', '/forbidden'])('an API server that is there, at %s', async (path) => {
  expect(await unreachable(CONTEXT + clusterAt(address + path))).toBeUndefined();
});

it.each([
  ['/sign-in', 'the API server says 302 (Found) to GET /version: go to https://sign-in.example/?back=⟨U+009B⟩2J'],
  ['/page', 'what answers GET /version is no API server: 200 (OK), text/html is not its version'],
  [
    '/cut',
    'what answers GET /version is no API server: 200 (OK), cut off, nested too deep or no JSON is not its version',
  ],
  ['/other', 'what answers GET /version is no API server: 200 (OK), application/json is not its version'],
  ['/broken', 'the API server says 500 (Internal Server Error) to GET /version: out⟨U+009B⟩ of order'],
  ['/nowhere', 'the API server says 404 (Not Found) to GET /version'],
])('what answers at %s is none', async (path, why) => {
  expect(await unreachable(CONTEXT + clusterAt(address + path))).toContain(`does not answer: ${why}`);
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
