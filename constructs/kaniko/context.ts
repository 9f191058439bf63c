import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import type { IVolume } from 'kubernetes-models/v1/Volume';
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount';
import type { SecretKey } from '../../src';

/** Where the source comes from. A ConfigMap holds 1 MiB and no folders; the other two have no such bounds. */
export type Source =
  | { readonly configMap: string }
  | {
      /** Such as `github.com/timholm/HolmOS.git`. */
      readonly git: string;
      /** @default 'refs/heads/main' */
      readonly ref?: string;
      /** Folder of the service. @default - the repository's root */
      readonly folder?: string;
      /** For a repository that is not public. @default - none */
      readonly token?: SecretKey;
    }
  | {
      /** A packed context. */
      readonly archive: `s3://${string}.tar.gz`;
      readonly accessKey: SecretKey;
      readonly secretKey: SecretKey;
      /** Of an object store that is not Amazon's. @default - Amazon's own */
      readonly endpoint?: string;
    };

interface Context {
  readonly args: readonly string[];
  readonly env: readonly IEnvVar[];
  readonly volumes: readonly IVolume[];
  readonly mounts: readonly IVolumeMount[];
}

const NOTHING = { env: [], volumes: [], mounts: [] };

/** How Kaniko is told where the source is (its README, Kaniko Build Contexts). */
export function contextOf(source: Source): Context {
  if ('configMap' in source) {
    return {
      args: ['--dockerfile=/workspace/Dockerfile', '--context=/workspace'],
      env: [],
      volumes: [{ name: 'source', configMap: { name: source.configMap } }],
      mounts: [{ name: 'source', mountPath: '/workspace' }],
    };
  }
  if ('git' in source) {
    const { git, ref = 'refs/heads/main', folder, token } = source;
    return {
      ...NOTHING,
      args: [
        '--dockerfile=Dockerfile',
        `--context=git://${git}#${ref}`,
        ...(folder ? [`--context-sub-path=${folder}`] : []),
      ],
      env: token ? [variable('GIT_TOKEN', token)] : [],
    };
  }
  const { archive, accessKey, secretKey, endpoint } = source;
  return {
    ...NOTHING,
    args: ['--dockerfile=Dockerfile', `--context=${archive}`],
    env: [
      variable('AWS_ACCESS_KEY_ID', accessKey),
      variable('AWS_SECRET_ACCESS_KEY', secretKey),
      ...(endpoint
        ? [
            { name: 'S3_ENDPOINT', value: endpoint },
            { name: 'S3_FORCE_PATH_STYLE', value: 'true' },
          ]
        : []),
    ],
  };
}

/** Where Kaniko looks for credentials of registries. */
export function loginOf({ secret, name }: SecretKey): { readonly volume: IVolume; readonly mount: IVolumeMount } {
  return {
    volume: { name: 'credentials', secret: { secretName: secret.name, items: [{ key: name, path: 'config.json' }] } },
    mount: { name: 'credentials', mountPath: '/kaniko/.docker', readOnly: true },
  };
}

function variable(name: string, key: SecretKey): IEnvVar {
  return { name, valueFrom: { secretKeyRef: { name: key.secret.name, key: key.name } } };
}
