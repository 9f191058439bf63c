import { error, list, warning } from '../entry';
import { form } from '../form';

/** Volumes, claims and storage classes. */
export const storage = {
  'storage/squashed-owner': error<{
    volume: string;
    storageClass: string;
    squash: { readonly uid: number; readonly gid: number };
    runs: number | undefined;
  }>({
    message: ({ volume, storageClass, squash: { uid, gid }, runs }) =>
      `the program on volume ${volume} refuses files of others and runs as ${runs === undefined ? "its image's own user" : `uid ${runs}`}, but class '${storageClass}' makes all files ${uid}:${gid}`,
    fix: ({ squash: { uid, gid } }) => `run it as that user: user: { uid: ${uid}, gid: ${gid} }`,
    explain:
      'A file server with all_squash gives every file to one user, no matter which user writes it. PostgreSQL and etcd check the owner of their folder and exit if it is another user.',
  }),
  'storage/bad-claim': form(
    'A claim asks for more than no storage, with one access mode at least, and ReadWriteOncePod alone.',
  ),
  'storage/bad-class': form('A storage class names its provisioner, and deletes or retains.'),
  'storage/unknown-class': error<{ volume: string; storageClass: string; known: readonly string[] }>({
    message: ({ volume, storageClass, known }) =>
      `volume ${volume} uses storage class '${storageClass}', the cluster has ${list(known)}`,
    fix: ({ known }) => `use ${list(known, 'or')}, or declare the class in the storage classes of the cluster`,
    explain: 'A claim for a class that does not exist stays Pending, and so does its pod.',
  }),
  'storage/one-node-class': error<{ object: string; name: string; modes: readonly string[] }>({
    message: ({ object, name, modes }) =>
      `${object} requests ${list(modes)} from storage class '${name}', whose volumes serve one node only`,
    fix: () => 'request ReadWriteOnce, or use a storage class of a shared file system',
    explain:
      'Provisioners of local folders and disks, such as local-path of k3s, make volumes for one node, and refuse claims for many: they stay Pending.',
  }),
  'storage/two-defaults': warning<{ first: string; second: string }>({
    message: ({ first, second }) => `storage classes '${first}' and '${second}' are both marked as default`,
    fix: () => 'remove storageclass.kubernetes.io/is-default-class from one of the two',
    explain: 'Among several default classes, Kubernetes uses the newest one, which depends on the order of creation.',
  }),
  'storage/old-data-folder': error<{ object: string; container: string; image: string; folder: string; now: string }>({
    message: ({ object, container, image, folder }) =>
      `${object} mounts a volume of '${container}' at ${folder}, where ${image} does not keep its data`,
    fix: ({ now }) => `mount it at ${now}, or set PGDATA to a folder in the volume`,
    explain:
      'From version 18 on the image of PostgreSQL keeps its data below /var/lib/postgresql, in a folder for each version. It refuses to start with a volume at the older place.',
  }),
  'storage/no-data-volume': warning<{ object: string; container: string; image: string; path: string }>({
    message: ({ object, container, image, path }) =>
      `'${container}' of ${object} runs ${image} without a volume at ${path}`,
    fix: ({ path }) => `mount a PersistentVolumeClaim at ${path}; an emptyDir says that the data may go`,
    explain:
      'What a container writes outside its volumes goes with the container: the next restart begins with an empty database, or downloads every model again.',
  }),
};
