import { BuildFailed, MissingTool } from '../../tools/build';
import { ControlPlaneError } from '../../tools/control-plane';
import { StateFolderError } from '../../tools/state';
import { KubeError } from '../cluster/answers';
import { codeOf } from '../write/error';
import type { Place } from './place';

const NOT_WRITABLE = new Set([
  'EACCES',
  'EDQUOT',
  'EIO',
  'EMFILE',
  'ENAMETOOLONG',
  'ENOSPC',
  'ENOTDIR',
  'EPERM',
  'EROFS',
]);
const ANEW = '`steading sandbox down`, then bring it up anew';

/** What an error of a sandbox means to a person, and what to do. Undefined for what is no matter of this machine: a bug. */
export function explain(
  error: unknown,
  { folder }: Place,
): { readonly message: string; readonly fix: string } | undefined {
  const said = error instanceof Error ? error.message : '';
  if (error instanceof MissingTool) return { message: 'the control plane is built with Go, once', fix: said };
  if (error instanceof BuildFailed)
    return { message: said, fix: 'see that Go reaches its module proxy (`go env GOPROXY`)' };
  if (error instanceof ControlPlaneError)
    return { message: said, fix: 'see that about 600 MiB of memory are free, then try again' };
  if (error instanceof StateFolderError) return { message: said, fix: 'name another folder with --state' };
  if (error instanceof KubeError) return { message: said, fix: ANEW };
  const code = codeOf(error);
  if (code === undefined) return undefined;
  if (code.startsWith('ECONN') || code === 'EPIPE')
    return { message: `the API server of the sandbox does not answer (${code})`, fix: ANEW };
  if (code === 'ENOENT') return { message: `the sandbox went away meanwhile: ${said}`, fix: 'bring it up anew' };
  if (!NOT_WRITABLE.has(code)) return undefined;
  return {
    message: `cannot keep a sandbox in ${folder}: ${said}`,
    fix: 'name a folder with --state that can be written',
  };
}
