import { Component, Cpu, defineEnvironment, external, Image, Size, Workload } from '../../../../../src';
import { CLUSTER } from '../../../props';

const NGINX = `server {
  listen 8080;
  location / {
    proxy_pass http://192.168.1.99:11434;
    proxy_read_timeout 2m 30s;
    proxy_send_timeout 600s;
  }
}
`;

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const shop = new Component(stack, 'shop');
    const proxy = new Workload(shop, 'proxy', {
      on: stack.cluster('home', CLUSTER).namespace('shop', { podSecurity: 'restricted' }),
      image: Image.of('docker.io/library/nginx', { tag: '1.29.1' }),
      resources: { cpu: Cpu.millis(50), memory: Size.mebibytes(64) },
      user: { uid: 101, gid: 101 },
    });
    proxy.listen('http', { port: 8080 });
    proxy.file('/etc/nginx/conf.d/default.conf', NGINX);
    proxy.healthy({ path: '/health' });
    proxy.connect(external('ollama', { name: 'gpu', host: '192.168.1.99', port: 11434 }).ollama, 'answers');
  },
});
