import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where Steading keeps what belongs to this user and this machine: the XDG state folder, on macOS what stands for it. Not the temporary one, in
 * which others may make folders first. Undefined where the user has none; a relative one would lie in whatever folder a command is run in.
 */
export function stateFolder(): string | undefined {
  const { XDG_STATE_HOME = '' } = process.env;
  const own = process.platform === 'darwin' ? 'Library/Application Support' : '.local/state';
  const home = isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : join(homedir(), own);
  return isAbsolute(home) ? join(home, 'steading') : undefined;
}
