import { createHash } from 'node:crypto';
import { sh } from '../base/shell';

/** How it is told that something is so on a host, how it is made so, and how it is undone. */
export interface Scripts {
  readonly test: string;
  readonly apply: string;
  readonly undo: string;
}

export type Account = 'user' | 'root';

/**
 * A file, whole. Its content comes by standard input behind a line with its SHA-256: a connection that is cut leaves the old file.
 * Without `content` it is a secret: only its being there is asked for. What an apply that was killed has left beside it, the next one removes.
 */
export function fileScripts(path: string, owner: string, mode: number, content?: string): Scripts {
  const [octal, folder] = [mode.toString(8), path.slice(0, path.lastIndexOf('/'))];
  const part = `${folder}/.steading.${sha256(path).slice(0, 12)}`;
  return {
    test: lines(
      sh`test "$(stat --format='%a %U' ${path} 2>/dev/null)" = ${`${octal} ${owner}`}`,
      content === undefined ? sh`test -s ${path}` : sh`test "$(sha256sum < ${path})" = ${`${sha256(content)}  -`}`,
    ),
    apply: sh`
      test ! -d ${path} || { echo 'a folder stands where the file shall be' >&2; exit 1; }
      mkdir -p ${folder}
      rm -f ${part}.??????
      umask 077
      temporary=$(mktemp ${`${part}.XXXXXX`})
      trap 'rm -f "$temporary"' EXIT
      trap 'exit 1' HUP INT PIPE TERM
      read -r sum
      cat > "$temporary"
      test "$(sha256sum < "$temporary")" = "$sum  -" || { echo 'the file did not arrive whole' >&2; exit 1; }
      chmod ${octal} "$temporary"
      mv -fT "$temporary" ${path}`,
    undo: sh`rm -f ${path}`,
  };
}

/**
 * A package of the operating system. On Debian one apt-get runs at a time: it waits for the lock of dpkg by itself (10 minutes), but not for the lock of
 * its lists, which the system's own updates take as well. Lists are fetched again after 30 minutes, and when a source is newer.
 */
export function packageScripts(name: string, os: 'debian' | 'fedora' = 'debian'): Omit<Scripts, 'undo'> {
  if (os === 'fedora') return { test: sh`rpm --query --quiet ${name}`, apply: sh`dnf install --assumeyes ${name}` };
  return {
    test: sh`dpkg-query --show --showformat='\${Status}' ${name} 2>/dev/null | grep -q 'ok installed'`,
    apply: sh`
      export DEBIAN_FRONTEND=noninteractive
      exec 9>> /run/steading-apt
      flock 9
      if [ -z "$(find /run/steading-apt -size +0 -newer /etc/apt/sources.list.d -mmin -30)" ]; then
        tries=120
        until said=$(apt-get -qq update 2>&1); do
          tries=$((tries - 1))
          case $tries:$said in 0:*) ;; *lists/lock*) sleep 5; continue ;; esac
          echo "$said" >&2
          exit 1
        done
        date > /run/steading-apt
      fi
      apt-get -o DPkg::Lock::Timeout=600 -qq install --no-install-recommends ${name}`,
  };
}

/** A systemd unit that runs, and was started after the last change of the files that it reads: their checksums stand in a stamp. */
export function unitScripts(
  name: string,
  { as, home, reads, enabled }: { as: Account; home: string; reads: readonly string[]; enabled: boolean },
): Scripts {
  const systemctl = as === 'root' ? ['systemctl'] : ['systemctl', '--user'];
  const folder = as === 'root' ? '/var/lib/steading' : `${home}/.local/state/steading`;
  const stamp = `${folder}/${name}.sha256`;
  const files = ['/dev/null', ...reads];
  const session = as === 'root' ? '' : SESSION;
  // Links of an [Install] section that the unit no longer has are removed only by that.
  const enable = reads.some((path) => path.endsWith(`/${name}`)) ? 'reenable' : 'enable';
  return {
    test: lines(
      session,
      sh`${systemctl} --quiet is-active ${name}`,
      enabled ? sh`${systemctl} --quiet is-enabled ${name}` : '',
      sh`test "$(cat ${stamp})" = "$(sha256sum ${files})"`,
    ),
    apply: lines(
      session,
      sh`${systemctl} daemon-reload`,
      enabled ? sh`${systemctl} --quiet ${enable} ${name}` : '',
      sh`${systemctl} restart ${name}`,
      sh`mkdir -p ${folder}`,
      sh`sha256sum ${files} > ${stamp}`,
    ),
    undo: lines(session, sh`${systemctl} ${enabled ? ['disable', '--now'] : ['stop']} ${name}`),
  };
}

/** Where the user's systemd and Podman are found, without a session of one's own. */
export const SESSION = 'XDG_RUNTIME_DIR="/run/user/$(id -u)"\nexport XDG_RUNTIME_DIR';

/** Name of a command that is about a path. */
export const named = (what: string, path: string): string => what + path.replaceAll(/[^A-Za-z0-9.]+/g, '-');

const lines = (...all: readonly string[]): string => all.filter((line) => line !== '').join('\n');

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
