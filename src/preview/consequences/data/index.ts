import type { Judge } from '../judge';
import { backups } from './backups';
import { claims } from './claims';
import { definitions, namespaces } from './containers';
import { databases } from './databases';
import { kafka } from './kafka';
import { minio } from './minio';
import { mounts } from './mounts';
import { operands } from './operands';
import { protections } from './protections';
import { releases } from './releases';
import { statefulSets } from './stateful-sets';
import { volumes } from './volumes';

/** What becomes of data. */
export const data: readonly Judge[] = [
  ...[claims, volumes, statefulSets, namespaces, definitions, mounts, kafka, minio, databases, releases],
  ...[backups, protections, operands],
];
