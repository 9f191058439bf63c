export { WriteError, type WriteErrorKind } from './error';
export { createFiles, replaceFile, replaceFiles } from './file';
export type { Changes, Tree, TreeFile } from './tree';
export { compareTrees, writeTrees } from './write';
