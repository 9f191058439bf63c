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
    const { user } = host.props;
    const podman = ['podman', 'uidmap', 'passt', 'curl'].map((name) => host.package(name));
    const linger = host.linger();
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
      after: [...podman, ids],
    });
    host.unit('podman-auto-update.timer', { as: 'user', after: [linger, rootless] });
  }
}
