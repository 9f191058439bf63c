export { WriteError, type WriteErrorKind } from './error';
export { replaceFile } from './file';
export type { Changes, Tree, TreeFile } from './tree';
export { compareTrees, recover, writeTrees } from './write';
