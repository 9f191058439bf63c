import { Component, defineEnvironment } from '../../../../../src';
import { write } from '../../../objects';
import { CLUSTER } from '../../../props';

const CONFIG = `server_url: https://headscale.example.org
dns:
  magic_dns: true
  base_domain: example.org
`;

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    stack.cluster('home', CLUSTER).namespace('shop');
    const metadata = { name: 'headscale' };
    const data = { 'config.yaml': CONFIG };
    write(new Component(stack, 'shop'), { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
  },
});
