import { cluster, defineEnvironment, delivery, hostname, port, positive } from '../../../../../src';

export default defineEnvironment({
  name: 'bad',
  config: { cluster, delivery, domain: hostname, port, replicas: positive },
  build() {},
});
