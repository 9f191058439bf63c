import { KafkaCluster } from '../../../../../constructs/kafka/cluster';
import { Strimzi } from '../../../../../constructs/kafka/strimzi';
import { defineEnvironment, Size } from '../../../../../src';
import { CLUSTER, WEB } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const home = stack.cluster('home', CLUSTER);
    stack.acknowledge('api/dropped-soon', { why: 'the operator serves no other', until: '2027-01-31' });
    const on = home.namespace('data');
    const operator = new Strimzi(stack, 'strimzi', {
      on: home.namespace('operators'),
      version: '0.43.0',
      watches: [on],
    });
    const { resources } = WEB;
    new KafkaCluster(stack, 'events', {
      on,
      operator,
      version: '3.7.0',
      brokers: 3,
      size: Size.gibibytes(10),
      resources,
      replication: 2,
      inSync: 3,
    });
  },
});
