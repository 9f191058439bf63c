import { derived, type KeySource, type SecretKey } from '../../src';

export interface Settings {
  readonly user: SecretKey;
  readonly password: SecretKey;
  /** Drives of each set that may be lost. */
  readonly parity: number;
  /** Address of the console in a browser. */
  readonly consoleUrl: string;
}

/** What MinIO reads when it starts, as its operator wants it: one file of a Secret. Metrics are open to whoever reaches port 9000, as its health is. */
export function environment({ user, password, parity, consoleUrl }: Settings): KeySource {
  return derived`export MINIO_ROOT_USER="${user}"
export MINIO_ROOT_PASSWORD="${password}"
export MINIO_BROWSER_REDIRECT_URL="${consoleUrl}"
export MINIO_PROMETHEUS_AUTH_TYPE="public"
export MINIO_STORAGE_CLASS_STANDARD="EC:${parity}"
`;
}

/** What `mc` reads, so that in every pod it knows this server as `minio`. */
export function clientConfig({ user, password }: Pick<Settings, 'user' | 'password'>): KeySource {
  return derived`{"version":"10","aliases":{"minio":{"url":"http://localhost:9000","accessKey":"${user}","secretKey":"${password}","api":"S3v4","path":"auto"}}}
`;
}

const CLIENT = 'client';
const CLIENT_CONFIG = 'client-config';
/** Where the image has `mc` look (MC_CONFIG_DIR of its Dockerfile). It also writes there. */
const FOLDER = '/tmp/.mc';

/** Volumes of every pod; the operator mounts them only where there are as many mounts as volumes. */
export function volumes(secret: string) {
  return {
    additionalVolumes: [
      { name: CLIENT, emptyDir: { sizeLimit: '64Mi' } },
      { name: CLIENT_CONFIG, secret: { secretName: secret, items: [{ key: 'config.json', path: 'config.json' }] } },
    ],
    additionalVolumeMounts: [
      { name: CLIENT, mountPath: FOLDER },
      { name: CLIENT_CONFIG, mountPath: `${FOLDER}/config.json`, subPath: 'config.json', readOnly: true },
    ],
  };
}
