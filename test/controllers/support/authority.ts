import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../../tools/run';

/** A certificate for these names, and the path of the authority that signed it. */
export interface Certified {
  readonly authority: string;
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** Makes an authority in `folder`, and a certificate of it for every host. Throws where this machine has no `openssl`. */
export async function certify(folder: string, hosts: readonly string[]): Promise<Certified> {
  const at = (name: string): string => join(folder, name);
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const ca = ['-keyout', at('ca.key'), '-out', at('ca.crt'), '-subj', '/CN=test authority'];
  await run(['openssl', 'req', '-x509', ...ec, ...ca]);
  writeFileSync(at('names'), `subjectAltName=${hosts.map((host) => `DNS:${host}`).join()}\n`);
  await run(['openssl', 'req', ...ec, '-keyout', at('leaf.key'), '-out', at('leaf.csr'), '-subj', '/CN=test']);
  const signed = ['-CA', at('ca.crt'), '-CAkey', at('ca.key'), '-CAcreateserial', '-days', '2'];
  await run([
    'openssl',
    ...['x509', '-req', '-in', at('leaf.csr'), '-out', at('leaf.crt'), '-extfile', at('names')],
    ...signed,
  ]);
  return { authority: at('ca.crt'), cert: readFileSync(at('leaf.crt')), key: readFileSync(at('leaf.key')) };
}
