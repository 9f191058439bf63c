import { MinioOperator } from '../../../../../constructs/minio/operator';
import { MinioTenant } from '../../../../../constructs/minio/tenant';
import { defineEnvironment, Size } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', CLUSTER);
    const operator = new MinioOperator(stack, 'minio-operator', { on: home.namespace('operators'), version: '7.1.1' });
    stack.acknowledge('image/abandoned', { why: 'there is no other', until: '2027-01-31' });
    new MinioTenant(stack, 'store', {
      on: home.namespace('data'),
      operator,
      version: 'RELEASE.2025-04-08T15-41-24Z',
      servers: 4,
      volumes: 2,
      size: Size.gibibytes(100),
      consoleHost: 'store.example.org',
      resources: WEB.resources,
      parity: 5,
    });
  },
});
