import { CertManager } from '../../../../../constructs/cert-manager';
import { Traefik } from '../../../../../constructs/traefik';
import { defineEnvironment, external } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER).namespace('ingress');
    const issuer = { email: 'ops@home.example', server: 'https://acme-v02.api.letsencrypt.org/directory' };
    const certificates = new CertManager(stack, 'cert-manager', { on, version: 'v1.21.1', issuer });
    const traefik = new Traefik(stack, 'traefik', { on, version: '41.3.0', certificates });
    const wiki = external('http', { name: 'wiki', host: 'wiki.example', port: 8080 });
    traefik.route('wiki.home.example', wiki.http);
  },
});
