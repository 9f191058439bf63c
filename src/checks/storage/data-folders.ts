import { finding } from '../../diagnostics/finding';
import { partsOf } from '../../kubernetes/images';
import { type Fields, items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { podsOf } from '../pods';

const POSTGRES = /^docker\.io\/library\/postgres$|^docker\.io\/pgvector\/pgvector$/;

/** Where the images of products keep what must not be lost, by their documentation. */
const KEEPS: readonly (readonly [RegExp, readonly string[]])[] = [
  [POSTGRES, ['/var/lib/postgresql']],
  [/^docker\.io\/library\/(mysql|mariadb)$/, ['/var/lib/mysql']],
  [/^docker\.io\/library\/mongo$/, ['/data/db']],
  [/^docker\.io\/qdrant\/qdrant$/, ['/qdrant/storage']],
  [/^docker\.io\/clickhouse\/clickhouse-server$/, ['/var/lib/clickhouse']],
  [/^docker\.io\/library\/influxdb$/, ['/var/lib/influxdb2', '/var/lib/influxdb']],
  [/^docker\.io\/library\/neo4j$/, ['/data']],
  [/^docker\.io\/ollama\/ollama$/, ['/root/.ollama']],
  [/^ghcr\.io\/open-webui\/open-webui$/, ['/app/backend/data']],
  [/^docker\.io\/vaultwarden\/server$/, ['/data']],
];
/** Variables that move the data to another folder. */
const ELSEWHERE = /^(PGDATA|OLLAMA_MODELS|QDRANT__STORAGE__STORAGE_PATH|DATA_DIR|DATA_FOLDER)$/;
/** Jobs and pods with a client in them keep nothing. */
const SERVERS = ['Deployment', 'StatefulSet'];

/** Databases and stores of models whose data are in no volume, or in one that the image does not use. */
export const dataFolders: Check = ({ graph, artifacts }) =>
  podsOf(graph, artifacts).flatMap(({ object, manifest, spec, subject }) =>
    SERVERS.includes(manifest.kind)
      ? items(spec.containers).flatMap((container) =>
          problems(container, spec).map((problem) =>
            'folder' in problem
              ? finding('storage/old-data-folder', { object, ...problem }, subject)
              : finding('storage/no-data-volume', { object, ...problem }, subject),
          ),
        )
      : [],
  );

function problems(container: Fields, spec: Fields) {
  const { image, env, envFrom, command, volumeMounts, name } = container;
  if (typeof image !== 'string' || !containersOf(spec).includes(container)) return [];
  const { repository, tag = '' } = partsOf(image);
  const keeps = KEEPS.find(([form]) => form.test(repository))?.[1];
  const isTold = command !== undefined || items(env).some((one) => ELSEWHERE.test(String(one.name)));
  if (!keeps || isTold) return [];
  const mounts = items(volumeMounts).map(({ mountPath }) => String(mountPath).replace(/\/+$/, ''));
  const [, version = '0'] = /^(?:pg)?(\d+)/.exec(tag) ?? [];
  const old = '/var/lib/postgresql/data';
  if (POSTGRES.test(repository) && Number(version) >= 18 && mounts.includes(old))
    return [{ container: String(name), image, folder: old, now: '/var/lib/postgresql' }];
  const isKept = keeps.some((folder) => mounts.some((mount) => holds(mount, folder)));
  return isKept || items(envFrom).length > 0 ? [] : [{ container: String(name), image, path: keeps[0] ?? '' }];
}

/** A volume above the folder holds it, and one within it holds what is worth it. */
function holds(mount: string, folder: string): boolean {
  return folder === mount || folder.startsWith(`${mount}/`) || mount.startsWith(`${folder}/`);
}
