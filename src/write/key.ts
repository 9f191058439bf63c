import { createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { join } from 'node:path';
import { attempt, unless } from './error';
import { stateFolder } from './state-folder';

const FORM = /^[0-9a-f]{64}$/;
const { O_RDONLY, O_NOFOLLOW = 0 } = fs.constants;
let spare: string | undefined;

/**
 * What only this user on this machine can say of a text: its HMAC under a key that lies in the user's state folder. Where there is no such folder
 * the key lives as long as this process.
 */
export function signature(text: string): string {
  return createHmac('sha256', key()).update(text).digest('hex');
}

function key(): string {
  const folder = stateFolder();
  const path = folder && join(folder, 'journal.key');
  const known = path && (read(path) ?? make(folder, path));
  if (known === undefined) spare ??= fresh();
  return known ?? (spare as string);
}

function fresh(): string {
  return randomBytes(32).toString('hex');
}

/** A key that others may know, or that somebody put there by a link, is none. Errors: `unwritable` where it is there and the disk does not give it. */
function read(path: string): string | undefined {
  let found = '';
  attempt('read', path, () =>
    unless(NONE, () => {
      const handle = fs.openSync(path, O_RDONLY | O_NOFOLLOW);
      try {
        const stats = fs.fstatSync(handle);
        const isOwn = stats.uid === (process.geteuid?.() ?? stats.uid) && (stats.mode & 0o077) === 0;
        if (isOwn || process.platform === 'win32') found = fs.readFileSync(handle, 'utf8');
      } finally {
        fs.closeSync(handle);
      }
    }),
  );
  return FORM.test(found) ? found : undefined;
}

/** Of two processes that make it at once, one does; a file that is no key is replaced. Undefined where there is no place for it. */
function make(folder: string, path: string): string | undefined {
  const draft = `${path}.${process.pid}`;
  attempt('write', path, () =>
    unless([...NONE, ...NO_PLACE], () => {
      fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
      fs.rmSync(draft, { force: true });
      fs.writeFileSync(draft, fresh(), { flag: 'wx', mode: 0o600, flush: true });
      if (unless(['EEXIST'], () => fs.linkSync(draft, path)) || read(path) !== undefined) fs.rmSync(draft);
      else fs.renameSync(draft, path);
    }),
  );
  return read(path);
}

/** No file, a link, or a folder that this user may not look into. */
const NONE = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EACCES', 'EPERM', 'EISDIR'];
const NO_PLACE = ['EEXIST', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTEMPTY'];
