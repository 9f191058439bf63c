export { WriteError, type WriteErrorKind } from './error';
export type { Changes, Tree, TreeFile } from './tree';
export { compareTrees, recover, writeTrees } from './write';
