import { Prometheus } from '../../../../../constructs/monitoring/prometheus';
import { defineEnvironment, external, Size } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const prometheus = new Prometheus(stack, 'prometheus', {
      on: stack.cluster('home', CLUSTER).namespace('monitoring'),
      version: '88.5.3',
      size: Size.gibibytes(10),
      url: 'https://prometheus.example.org',
    });
    prometheus.scrape(external('http', { name: 'nas', host: '192.168.1.20', port: 9100 }).http);
  },
});
