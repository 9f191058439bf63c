import { Component, type Host, type Stack, sh } from '../src';

/**
 * Podman without root: containers of one user, as units of systemd that Quadlet makes, from boot on.
 *
 * Root of a container is none on the host: each gets a range of its own of the user's subordinate ids, from 100000 on. What was Docker's is put out of
 * service: whoever is in its group is root without being asked.
 */
export class Podman extends Component {
  constructor(stack: Stack, id: string, { on: host }: { readonly on: Host }) {
    super(stack, id);
    const { user, os = 'debian' } = host.props;
    const packages = PACKAGES[os].map((name) => host.package(name));
    host.command('quadlet', { test: IS_NEW_ENOUGH, apply: SAY_TOO_OLD, after: packages });
    const linger = host.linger();
    host.command('network-online', {
      test: sh`systemctl --quiet is-active network-online.target && test -e ${WANTS_NETWORK}`,
      apply: sh`
        systemctl --quiet add-wants multi-user.target network-online.target
        systemctl start network-online.target`,
      undo: sh`rm -f ${WANTS_NETWORK}`,
      as: 'root',
    });
    const ids = host.command('subordinate-ids', {
      test: sh`grep -qx ${`${user}:100000:1000000`} /etc/subuid && grep -qx ${`${user}:100000:1000000`} /etc/subgid`,
      apply: sh`
        sed -i ${`/^${user}:/d`} /etc/subuid /etc/subgid
        usermod --add-subuids 100000-1099999 --add-subgids 100000-1099999 ${user}`,
      as: 'root',
    });
    host.command('docker-is-off', {
      test: sh`! systemctl --quiet is-active docker.service docker.socket`,
      apply: sh`systemctl disable --now docker.service docker.socket`,
      as: 'root',
    });
    host.command('not-in-docker-group', {
      test: sh`! id --name --groups ${user} | grep -qw docker`,
      apply: sh`gpasswd --delete ${user} docker`,
      as: 'root',
    });
    const rootless = host.command('rootless', {
      test: sh`podman info --format '{{.Host.Security.Rootless}}' | grep -qx true`,
      apply: 'podman system migrate',
      after: [...packages, ids, linger],
    });
    host.unit('podman-auto-update.timer', { as: 'user', after: [rootless] });
  }
}

const PACKAGES = {
  debian: ['podman', 'uidmap', 'passt', 'curl'],
  fedora: ['podman', 'shadow-utils', 'passt', 'curl'],
} as const;

/** From 5.0 on it has the network (pasta) and all keys of units that are used here, and Debian builds it with the generator. */
const IS_NEW_ENOUGH = sh`
  test -x /usr/lib/systemd/user-generators/podman-user-generator
  test "$(podman --version | sed 's/[^0-9]*\\([0-9]*\\).*/\\1/')" -ge 5`;
const SAY_TOO_OLD = sh`
  echo "$(podman --version) cannot make units of systemd from containers: expected 5.0 or newer with Quadlet, as Debian 13 and Fedora 40 have it" >&2
  exit 1`;

/** Units of a container wait for that target, 90 seconds long where nothing else asks for it. */
const WANTS_NETWORK = '/etc/systemd/system/multi-user.target.wants/network-online.target';
