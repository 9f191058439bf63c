import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Progress } from '../build';
import { cached } from '../cache';
import { run } from '../run';
import type { Source } from './source';

/** That of the chart which the stacks install. Its class files are packages of Maven; its definitions are made of them. */
const VERSION = '0.43.0';
const JARS = {
  'crd-generator': 'c0299ee01e3bb513ac58e5eaa7e007612407e1d1780d9d180ccab8f6743cef9a',
  api: '671120c75e781a36c799827436c481824b27d34b70d0341164695d76ab0ba9e5',
} as const;

const MODEL = 'io.strimzi.api.kafka.model';
const CLASSES: Readonly<Record<string, string>> = {
  Kafka: `${MODEL}.kafka.Kafka`,
  KafkaConnect: `${MODEL}.connect.KafkaConnect`,
  KafkaConnector: `${MODEL}.connector.KafkaConnector`,
  KafkaNodePool: `${MODEL}.nodepool.KafkaNodePool`,
};

/** As Strimzi's own build runs it, in `api/pom.xml`. */
const OPTIONS = '--yaml --target-kube 1.16+ --crd-api-version v1 --api-versions v1beta2 --storage-version v1beta2';
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';

/** Strimzi's definitions, made by its own generator. */
export const STRIMZI: Source = {
  name: `io.strimzi:api ${VERSION}`,
  has: (key) => Object.keys(CLASSES).some((kind) => key === `kafka.strimzi.io/${kind}`),
  async file(key, say) {
    const folder = await cached(
      'definitions-strimzi',
      [VERSION, OPTIONS, JSON.stringify([JARS, CLASSES])],
      say,
      make(say),
    );
    return join(folder, `${key.slice(key.indexOf('/') + 1)}.yaml`);
  },
};

const make =
  (say: Progress) =>
  async (folder: string): Promise<void> => {
    await run(['java', '-version']);
    say(
      `definitions: downloading io.strimzi:api ${VERSION} and its generator from Maven, under a minute, only this once`,
    );
    const jars: string[] = [];
    for (const [name, sum] of Object.entries(JARS)) {
      await run(
        [
          'mvn',
          '--quiet',
          '--batch-mode',
          COPY,
          `-Dartifact=io.strimzi:${name}:${VERSION}`,
          `-DoutputDirectory=${folder}`,
        ],
        { cwd: folder },
      );
      const jar = join(folder, `${name}-${VERSION}.jar`);
      const found = createHash('sha256').update(readFileSync(jar)).digest('hex');
      if (found !== sum) throw new Error(`the checksum of io.strimzi:${name} is ${found}, expected ${sum}`);
      jars.push(jar);
    }
    const files = Object.entries(CLASSES).map(([kind, name]) => `${name}=${join(folder, `${kind}.yaml`)}`);
    const generator = 'io.strimzi.crdgenerator.CrdGenerator';
    await run(['java', '-cp', jars.join(delimiter), generator, ...OPTIONS.split(' '), ...files]);
  };
