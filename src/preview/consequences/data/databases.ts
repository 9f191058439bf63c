import { compareVersions, differsIn } from '../../../kubernetes/versions';
import { imagesIn, keepsData } from '../images';
import { type Judge, patched } from '../judge';

interface Product {
  readonly name: string;
  readonly image: RegExp;
  /** How many numbers of its version say which files it reads. */
  readonly numbers: number;
  /** Where a tag has its version, if not at the start: `2.17.2-pg17`. */
  readonly version?: RegExp;
  readonly what: string;
}

const CONVERTED = 'it converts them at its start and cannot go back';

/** Programs that keep files of which another major version has another form. */
const PRODUCTS: readonly Product[] = [
  {
    name: 'PostgreSQL',
    image: /\/(postgres|postgresql|pgvector|postgis|timescaledb|timescaledb-ha|cloudnative-pg\/postgresql)$/,
    numbers: 1,
    version: /\bpg(\d+)/,
    what: 'it does not start on files of another major version',
  },
  { name: 'MySQL', image: /\/(mysql|mysql-server)$/, numbers: 2, what: `${CONVERTED}, and skips no series` },
  {
    name: 'MariaDB',
    image: /\/mariadb$/,
    numbers: 2,
    what: 'its system tables need mariadb-upgrade, and it cannot go back',
  },
  {
    name: 'MongoDB',
    image: /\/(mongo|mongodb-community-server)$/,
    numbers: 1,
    what: 'it starts only on files of the major version before, with its featureCompatibilityVersion',
  },
  {
    name: 'Elasticsearch',
    image: /\/elasticsearch$/,
    numbers: 1,
    what: 'it reads indices of the major version before only',
  },
  { name: 'OpenSearch', image: /\/opensearch$/, numbers: 1, what: 'it reads indices of the major version before only' },
  { name: 'ClickHouse', image: /\/clickhouse(-server)?$/, numbers: 1, what: CONVERTED },
  {
    name: 'etcd',
    image: /\/etcd$/,
    numbers: 2,
    what: 'it is upgraded one minor version at a time, and cannot go back',
  },
  { name: 'Qdrant', image: /\/qdrant$/, numbers: 2, what: 'it is upgraded one minor version at a time' },
  {
    name: 'InfluxDB',
    image: /\/influxdb$/,
    numbers: 1,
    what: 'it keeps its data in another form and reads nothing of the older one',
  },
  { name: 'Neo4j', image: /\/neo4j$/, numbers: 1, what: 'its store must be migrated' },
  { name: 'RabbitMQ', image: /\/rabbitmq$/, numbers: 1, what: 'all stable feature flags must be enabled first' },
  { name: 'Redis', image: /\/redis$/, numbers: 1, what: `its snapshot takes a newer form: ${CONVERTED}` },
  { name: 'Valkey', image: /\/valkey$/, numbers: 1, what: `its snapshot takes a newer form: ${CONVERTED}` },
];

/** Databases on files of another version, and whatever keeps data on files of a newer one. */
export const databases: Judge = (subject) =>
  patched(subject).flatMap(({ says, before, after, change }) => {
    if (!keepsData(after)) return [];
    const images = imagesIn(before);
    return [...imagesIn(after)].flatMap(([place, { repository, tag }]) => {
      const was = images.get(place);
      if (tag === undefined || was?.tag === undefined) return [];
      const product = PRODUCTS.find(({ image }) => image.test(repository));
      const isSame = was.repository === repository;
      if (!isSame && !product?.image.test(was.repository)) return [];
      const [old, now] = [was.tag, tag].map((one) => product?.version?.exec(one)?.[1] ?? one) as [string, string];
      const order = isSame ? compareVersions(old, now) || compareVersions(was.tag, tag) : undefined;
      const fields = change.fields.flatMap(({ path }) => (path.includes('image') ? [path] : []));
      const changed = { fields };
      if (order !== undefined && order > 0)
        return [says('data/downgraded', { image: short(repository), before: was.tag, after: tag }, changed)];
      if (!product || !differsIn(old, now, product.numbers)) return [];
      const params = { product: product.name, before: old, after: now, what: product.what };
      return [says('data/database-major', params, changed)];
    });
  });

const short = (repository: string): string => repository.slice(repository.lastIndexOf('/') + 1);
