import { dump } from 'js-yaml';

/** A rule of the JMX exporter: the first whose pattern fits an attribute of a bean names its metric. */
export interface Rule {
  readonly pattern: string;
  readonly name: string;
  readonly type: 'GAUGE' | 'COUNTER';
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * What is told of Kafka's beans. The first rule is the operations guide's: bytes a second, over the last minute, of all topics together. The others name as
 * Strimzi's own examples do (examples/metrics), so that dashboards made for those find what they ask for; they leave out what is told of each client.
 */
export const RULES: readonly Rule[] = [
  {
    pattern: 'kafka.server<type=BrokerTopicMetrics, name=(BytesIn|BytesOut)PerSec><>OneMinuteRate',
    name: 'kafka_server_brokertopicmetrics_$1persec',
    type: 'GAUGE',
  },
  { pattern: 'kafka.(\\w+)<type=(.+), name=(.+)Percent\\w*><>MeanRate', name: 'kafka_$1_$2_$3_percent', type: 'GAUGE' },
  {
    pattern: 'kafka.(\\w+)<type=(.+), name=(.+)PerSec\\w*, topic=(.+)><>Count',
    name: 'kafka_$1_$2_$3_total',
    type: 'COUNTER',
    labels: { topic: '$4' },
  },
  { pattern: 'kafka.(\\w+)<type=(.+), name=(.+)PerSec\\w*><>Count', name: 'kafka_$1_$2_$3_total', type: 'COUNTER' },
  {
    pattern: 'kafka.(\\w+)<type=(.+), name=(.+), topic=(.+), partition=(.+)><>Value',
    name: 'kafka_$1_$2_$3',
    type: 'GAUGE',
    labels: { topic: '$4', partition: '$5' },
  },
  { pattern: 'kafka.(\\w+)<type=([^,]+), name=([^,]+)><>Value', name: 'kafka_$1_$2_$3', type: 'GAUGE' },
  {
    pattern: 'kafka.server<type=raft-metrics><>(.+-total|.+-max):',
    name: 'kafka_server_raftmetrics_$1',
    type: 'COUNTER',
  },
  { pattern: 'kafka.server<type=raft-metrics><>(.+):', name: 'kafka_server_raftmetrics_$1', type: 'GAUGE' },
];

/** Its key in a ConfigMap. */
export const METRICS = 'jmx-exporter.yml';

/** The JMX exporter's configuration. */
export const JMX_EXPORTER = dump({ lowercaseOutputName: true, rules: RULES }, { lineWidth: -1 });
