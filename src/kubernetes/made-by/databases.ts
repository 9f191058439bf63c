import { at, type Fields, fields, items } from '../manifest';
import { type Made, type Makers, named, ordinals, secrets, services } from './made';

/** Operators of databases, queues and object stores, as their documentation names what they make. */
export const databases: Makers = {
  'postgresql.cnpg.io/Cluster': cloudNativePg,
  'postgresql.cnpg.io/Pooler': (name) => ({
    objects: [...services(name), ...named('Deployment', name)],
    pods: [{ 'cnpg.io/poolerName': name, 'cnpg.io/podRole': 'pooler' }],
  }),
  'acid.zalan.do/postgresql': (name, spec) => ({
    objects: [
      ...services(name, `${name}-repl`, `${name}-pooler`),
      ...secrets(
        ...['postgres', 'standby', ...Object.keys(fields(spec.users))].map(
          (user) => `${user.replaceAll('_', '-')}.${name}.credentials.postgresql.acid.zalan.do`,
        ),
      ),
    ],
    pods: ['master', 'replica'].map((role) => ({ application: 'spilo', 'cluster-name': name, 'spilo-role': role })),
  }),
  'postgres-operator.crunchydata.com/PostgresCluster': (name, spec) => ({
    objects: [
      ...services(`${name}-primary`, `${name}-replicas`, `${name}-ha`, `${name}-pods`, `${name}-pgbouncer`),
      ...secrets(
        `${name}-cluster-cert`,
        ...[name, ...items(spec.users).map((user) => user.name)].map((user) => `${name}-pguser-${user}`),
      ),
    ],
    pods: ['master', 'replica'].map((role) => ({
      'postgres-operator.crunchydata.com/cluster': name,
      'postgres-operator.crunchydata.com/role': role,
    })),
  }),
  'k8s.mariadb.com/MariaDB': (name, spec) => ({
    objects: [
      ...services(name, `${name}-internal`, `${name}-primary`, `${name}-secondary`, `${name}-metrics`),
      ...secrets(
        `${name}-root`,
        `${name}-password`,
        ...[spec.rootPasswordSecretKeyRef, spec.passwordSecretKeyRef]
          .map(fields)
          .map((one) => one.generate && one.name),
      ),
    ],
    pods: [{ 'app.kubernetes.io/name': 'mariadb', 'app.kubernetes.io/instance': name }],
  }),
  'mongodbcommunity.mongodb.com/MongoDBCommunity': (name, spec) => ({
    objects: [
      ...services(`${name}-svc`),
      ...secrets(
        ...items(spec.users).flatMap((user) => [
          user.connectionStringSecretName ?? `${name}-${user.db ?? 'admin'}-${user.name}`,
          user.scramCredentialsSecretName && `${user.scramCredentialsSecretName}-scram-credentials`,
        ]),
      ),
    ],
    pods: [{ app: `${name}-svc` }],
  }),
  'minio.min.io/Tenant': (name) => ({
    objects: [
      ...services('minio', `${name}-console`, `${name}-hl`),
      ...secrets(`${name}-tls`, `${name}-log-secret`),
      ...named('ServiceAccount', `${name}-sa`),
    ],
    pods: [{ 'v1.min.io/tenant': name }],
  }),
  'databases.spotahome.com/RedisFailover': (name) => ({
    objects: services(`rfs-${name}`, `rfr-${name}`, `rfrm-${name}`, `rfrs-${name}`),
    pods: ['redis', 'sentinel'].map((component) => ({
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/component': component,
      'app.kubernetes.io/part-of': 'redis-failover',
      ...(component === 'redis' && { 'redisfailovers-role': 'master' }),
    })),
  }),
  'redis.redis.opstreelabs.in/Redis': (name) => ({
    objects: services(name, `${name}-headless`, `${name}-additional`),
    pods: [{ app: name, redis_setup_type: 'standalone', role: 'standalone' }],
  }),
  'redis.redis.opstreelabs.in/RedisReplication': (name) => ({
    objects: services(name, `${name}-headless`, `${name}-additional`, `${name}-master`, `${name}-replica`),
    pods: ['master', 'slave'].map((role) => ({
      app: name,
      redis_setup_type: 'replication',
      role: 'replication',
      'redis-role': role,
    })),
  }),
  'redis.redis.opstreelabs.in/RedisCluster': (name) => ({
    objects: ['leader', 'follower'].flatMap((role) =>
      services(`${name}-${role}`, `${name}-${role}-headless`, `${name}-${role}-additional`, `${name}-master`),
    ),
    pods: ['leader', 'follower'].map((role) => ({ app: `${name}-${role}`, redis_setup_type: 'cluster', role })),
  }),
  'redis.redis.opstreelabs.in/RedisSentinel': (name) => ({
    objects: services(`${name}-sentinel`, `${name}-sentinel-headless`, `${name}-sentinel-additional`),
    pods: [{ app: `${name}-sentinel`, redis_setup_type: 'sentinel', role: 'sentinel' }],
  }),
  'dragonflydb.io/Dragonfly': (name) => ({
    objects: services(name),
    pods: ['master', 'replica'].map((role) => ({
      app: name,
      role,
      'app.kubernetes.io/name': 'dragonfly',
      'app.kubernetes.io/part-of': 'dragonfly',
    })),
  }),
  'rabbitmq.com/RabbitmqCluster': (name) => ({
    objects: [
      ...services(name, `${name}-nodes`),
      ...secrets(`${name}-default-user`, `${name}-erlang-cookie`),
      ...named('ConfigMap', `${name}-server-conf`, `${name}-plugins-conf`),
      ...named('ServiceAccount', `${name}-server`),
    ],
    pods: [
      {
        'app.kubernetes.io/name': name,
        'app.kubernetes.io/component': 'rabbitmq',
        'app.kubernetes.io/part-of': 'rabbitmq',
      },
    ],
  }),
  'elasticsearch.k8s.elastic.co/Elasticsearch': (name) => ({
    objects: [
      ...services(`${name}-es-http`, `${name}-es-transport`, `${name}-es-internal-http`),
      ...secrets(`${name}-es-elastic-user`, `${name}-es-http-certs-public`, `${name}-es-http-certs-internal`),
    ],
    pods: [{ 'common.k8s.elastic.co/type': 'elasticsearch', 'elasticsearch.k8s.elastic.co/cluster-name': name }],
  }),
  'kibana.k8s.elastic.co/Kibana': (name) => ({
    objects: [...services(`${name}-kb-http`), ...secrets(`${name}-kb-http-certs-public`)],
    pods: [{ 'common.k8s.elastic.co/type': 'kibana', 'kibana.k8s.elastic.co/name': name }],
  }),
};

/** Services, Secrets and labels of CloudNativePG 1.2x; `role` is the older name of `cnpg.io/instanceRole`. */
function cloudNativePg(name: string, spec: Fields): Made {
  const managed = at(spec.managed, 'services');
  const inherited = at(spec.inheritedMetadata, 'labels');
  return {
    objects: [
      ...services(
        ...['rw', 'ro', 'r', 'any'].map((way) => `${name}-${way}`),
        ...items(managed.additional).map((one) => at(one.serviceTemplate, 'metadata').name),
      ),
      ...secrets(...['app', 'superuser', 'ca', 'server', 'replication'].map((what) => `${name}-${what}`)),
      ...named('ServiceAccount', name),
      ...named('PersistentVolumeClaim', ...ordinals(spec.instances).map((at) => `${name}-${at + 1}`)),
    ],
    pods: ordinals(spec.instances).map((at) => {
      const role = at === 0 ? 'primary' : 'replica';
      return {
        ...inherited,
        'cnpg.io/cluster': name,
        'cnpg.io/instanceName': `${name}-${at + 1}`,
        'cnpg.io/instanceRole': role,
        'cnpg.io/podRole': 'instance',
        role,
      };
    }),
  };
}
