import { dump } from 'js-yaml';
import {
  type ClusterProps,
  type Command,
  Component,
  Host,
  type HostFile,
  type HostProps,
  type Stack,
  sh,
} from '../../src';
import { prepare } from './prepare';
import { service } from './service';

export interface K3sProps {
  /** Release of k3s, such as `v1.35.4+k3s1`. */
  readonly version: string;
  /** Its networks and nodes. The node at the cluster's own address is the server and keeps its state, in SQLite; the others join it. */
  readonly cluster: Pick<ClusterProps, 'address' | 'nodes' | 'serviceCidr' | 'podCidr'>;
  /** Who signs in at the nodes, and with which key. */
  readonly ssh: Pick<HostProps, 'user' | 'identity'>;
  /** Registries that are spoken to without TLS, such as `10.110.67.87:5000`. @default [] */
  readonly insecureRegistries?: readonly string[];
  /** Parts of k3s that are left out, such as `traefik`. @default [] */
  readonly disable?: readonly string[];
  /** Taints of nodes, by name, as `key=value:NoSchedule`. @default {} */
  readonly taints?: Readonly<Record<string, readonly string[]>>;
}

/**
 * k3s on machines of one's own: prepares each, starts the server, hands its token to the agents, which join side by side.
 *
 * The kernel of a Raspberry Pi counts no memory of containers unless its command line says so: that takes a reboot. Longhorn wants of every node
 * open-iscsi with a running iscsid, and an NFS client. On an SD card logs stay in memory and nothing is swapped: it wears out by writing.
 */
export class K3s extends Component {
  constructor(
    stack: Stack,
    id: string,
    private readonly props: K3sProps,
  ) {
    super(stack, id);
    const { cluster, disable = [] } = props;
    const hosts = this.hosts();
    const server = hosts.find(({ address }) => address === cluster.address);
    if (!server) {
      this.report('k3s/no-server', { name: id, address: cluster.address });
      return;
    }
    if (server.props.disk === 'sd') this.report('k3s/state-on-sd', { host: server.name });
    const network = {
      'cluster-cidr': cluster.podCidr,
      'service-cidr': cluster.serviceCidr,
      disable: [...disable].sort(),
    };
    const runs = this.install(server, 'server', network);
    const token = server.value('k3s-token', { read: sh`cat ${SERVER_TOKEN}`, as: 'root', after: [runs] });
    for (const agent of hosts.filter((host) => host !== server)) {
      const joins = agent.file(TOKEN, { content: token, mode: 0o600 });
      this.install(agent, 'agent', { server: `https://${server.address}:6443`, 'token-file': TOKEN }, [joins]);
    }
  }

  /** A host of the same name for every node. */
  private hosts(): Host[] {
    const { cluster, ssh } = this.props;
    return Object.entries(cluster.nodes).flatMap(([name, node]) => {
      const { address, architecture, memory, disk = 'ssd', pageSize = 4, hostKey } = node;
      if (address === undefined) {
        this.report('k3s/no-address', { name: this.name, node: name });
        return [];
      }
      return [
        new Host(this.stack, name, {
          address,
          ...ssh,
          architecture,
          memory,
          disk,
          pageSize,
          ...(hostKey && { hostKey }),
        }),
      ];
    });
  }

  /** k3s in one of its two roles, as a unit of systemd that is restarted when its configuration changes. */
  private install(host: Host, role: 'server' | 'agent', settings: object, reads: readonly HostFile[] = []): Command {
    const { cluster, insecureRegistries = [], taints = {} } = this.props;
    const config = {
      'node-name': host.name,
      'node-label': Object.entries(cluster.nodes[host.name]?.labels ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .sort(),
      'node-taint': [...(taints[host.name] ?? [])].sort(),
      ...settings,
    };
    const mirrors = insecureRegistries.map((registry) => [registry, { endpoint: [`http://${registry}`] }]);
    const unit = role === 'server' ? 'k3s.service' : 'k3s-agent.service';
    return host.unit(unit, {
      reads: [
        host.file('/etc/rancher/k3s/config.yaml', { content: dump(config), mode: 0o600 }),
        host.file('/etc/rancher/k3s/registries.yaml', { content: dump({ mirrors: Object.fromEntries(mirrors) }) }),
        host.file(`/etc/systemd/system/${unit}`, { content: service(role) }),
        ...reads,
      ],
      after: [this.program(host), ...prepare(host)],
    });
  }

  private program(host: Host): Command {
    const { version } = this.props;
    const file = host.props.architecture === 'arm64' ? 'k3s-arm64' : 'k3s';
    const sums = `sha256sum-${host.props.architecture}.txt`;
    const release = `https://github.com/k3s-io/k3s/releases/download/${encodeURIComponent(version)}`;
    return host.command('k3s', {
      test: sh`k3s --version 2>/dev/null | grep -qF ${`k3s version ${version} `}`,
      apply: sh`
        folder=$(mktemp -d)
        trap 'rm -rf "$folder"' EXIT
        cd "$folder"
        curl --silent --show-error --fail --location --remote-name-all ${[`${release}/${file}`, `${release}/${sums}`]}
        grep ${` ${file}$`} ${sums} | sha256sum --check --quiet
        install --mode=755 ${file} /usr/local/bin/k3s
        ln -sf k3s /usr/local/bin/kubectl`,
      undo: 'rm -f /usr/local/bin/k3s /usr/local/bin/kubectl',
      as: 'root',
      after: [host.package('curl')],
    });
  }
}

const SERVER_TOKEN = '/var/lib/rancher/k3s/server/node-token';
const TOKEN = '/etc/rancher/k3s/token';
