import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { readAccess } from '../../src/cluster/access';
import { KubeconfigError } from '../../src/cluster/kubeconfig';
import { temporary } from '../support/project';

const base64 = (text: string) => Buffer.from(text).toString('base64');

function kubeconfig(config: object, folder = temporary()): string {
  const path = join(folder, 'config');
  writeFileSync(path, stringify(config));
  return path;
}
const of = (user: object, cluster: object = {}) => ({
  'current-context': 'home',
  contexts: [
    { name: 'other', context: { cluster: 'none', user: 'none' } },
    { name: 'home', context: { cluster: 'k3s', user: 'me' } },
  ],
  clusters: [{ name: 'k3s', cluster: { server: 'https://10.0.0.1:6443', ...cluster } }],
  users: [{ name: 'me', user }],
});

describe('how an API server is reached', () => {
  it('is what the current context says, with what is embedded', () => {
    const user = { 'client-certificate-data': base64('cert'), 'client-key-data': base64('key') };
    const access = readAccess([kubeconfig(of(user, { 'certificate-authority-data': base64('ca') }))]);
    expect(access).toEqual({
      server: 'https://10.0.0.1:6443',
      isInsecure: false,
      ca: Buffer.from('ca'),
      cert: Buffer.from('cert'),
      key: Buffer.from('key'),
    });
  });

  it('is in files beside the kubeconfig', () => {
    const folder = temporary();
    for (const name of ['ca.crt', 'token']) writeFileSync(join(folder, name), `${name}\n`);
    const path = kubeconfig(of({ tokenFile: 'token' }, { 'certificate-authority': 'ca.crt' }), folder);
    expect(readAccess([path])).toMatchObject({ token: 'token', ca: Buffer.from('ca.crt\n') });
  });

  it('is asked of a program', () => {
    const folder = temporary();
    const program = join(folder, 'credentials');
    writeFileSync(program, `#!/bin/sh\necho "{\\"status\\":{\\"token\\":\\"$1-$HOW\\"}}"\n`);
    chmodSync(program, 0o755);
    const exec = {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: program,
      args: ['a'],
      env: [{ name: 'HOW', value: 'b' }],
    };
    expect(readAccess([kubeconfig(of({ exec }))]).token).toBe('a-b');
    const lost = { ...exec, command: join(folder, 'none') };
    expect(() => readAccess([kubeconfig(of({ exec: lost }))])).toThrow(
      /the program '.*none' that hands out credentials failed/,
    );
  });

  it('is spread over several files, of which the first counts', () => {
    const { 'current-context': _, users, ...first } = of({});
    const second = { ...of({ token: 'second' }), clusters: [{ name: 'k3s', cluster: { server: 'https://other' } }] };
    expect(readAccess([kubeconfig(first), kubeconfig(second)])).toMatchObject({
      server: 'https://10.0.0.1:6443',
      token: 'second',
    });
  });

  it.each([
    ['no context', { contexts: [] }, /has no context ''/],
    ['no user', { ...of({}), users: [] }, /has no user 'me'/],
    ['no server', of({}, { server: undefined }), /names no server/],
  ])('is not to be had with %s', (_, config, message) => {
    expect(() => readAccess([kubeconfig(config)])).toThrow(KubeconfigError);
    expect(() => readAccess([kubeconfig(config)])).toThrow(message);
  });

  it('shows nothing of a file that is no YAML', () => {
    const path = join(temporary(), 'config');
    writeFileSync(path, 'token: [canary');
    expect(() => readAccess([path])).toThrow(`${path} is no YAML`);
  });
});
