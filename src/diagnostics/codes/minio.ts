import { error, warning } from '../entry';

/** MinIO. */
export const minio = {
  'minio/too-few-drives': error<{ name: string; servers: number; volumes: number }>({
    message: ({ name, servers, volumes }) =>
      `${name} has ${servers * volumes} drives (${servers} servers of ${volumes}), erasure coding needs 4`,
    fix: () => 'take servers and volumes that make 4 drives or more, such as 4 servers of 1',
    explain:
      'With fewer drives MinIO keeps no parity that would outlive the loss of a drive, and has nothing to heal from; its operator refuses two or three servers with fewer.',
  }),
  'minio/uneven-sets': error<{ name: string; servers: number; volumes: number }>({
    message: ({ name, servers, volumes }) =>
      `the ${servers * volumes} drives of ${name} (${servers} servers of ${volumes}) cannot be divided into erasure sets of 4 to 16`,
    fix: () => 'take a number of servers that divides into such sets, such as 4, 8, 12 or 16',
    explain:
      'MinIO spreads each object over a set of drives, all sets of one size and each with as many drives of every server. Where there is no such size, no server starts.',
  }),
  'minio/parity': error<{ name: string; parity: number; set: number }>({
    message: ({ name, parity, set }) =>
      `${name} is to give ${parity} drives of each set of ${set} to parity, between 2 and ${Math.floor(set / 2)} are possible`,
    fix: ({ set }) => `set parity between 2 and ${Math.floor(set / 2)}, or leave it out`,
    explain:
      'An object can be read as long as there are more drives than its parity: more than half of a set cannot be parity, and a single drive of parity MinIO does not take.',
  }),
  'minio/server-lost': warning<{ name: string; share: number; set: number; parity: number }>({
    message: ({ name, share, set, parity }) =>
      `with one server ${name} loses ${share} of the ${set} drives of a set: without it nothing can be ${share > parity ? 'read or written' : 'written'}`,
    fix: () => 'take more servers with fewer volumes each, or a higher parity',
    explain:
      'A server that is down takes all its drives along. When those are more than the parity of a set, its objects can neither be read nor written until it is back; when they are half of a set, they can be read only.',
  }),
};
