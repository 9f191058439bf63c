import { Component, type Endpoint, external, HostService, type Namespace, type Provides, type Stack } from '../src';

export interface GitLabProps {
  readonly on: Namespace;
  /** Address of the machine that GitLab runs on. */
  readonly address: string;
  /** Port of its web server. @default 80 */
  readonly port?: number;
}

/**
 * GitLab on a machine of its own, under a name of the cluster. Its chart is made for 8 cores and 30 GB, half of a node that has models to run.
 *
 * TLS ends before it: in its gitlab.rb `external_url` is the public address, `gitlab_rails['nginx']['listen_https']` is false and `…['listen_port']`
 * the port above (before 19.2 both belong to `nginx`). Git over SSH has no host name to route by: it goes to that machine directly.
 */
export class GitLab extends Component implements Provides<'http'> {
  readonly http: Endpoint<'http'>;

  constructor(stack: Stack, id: string, { on, address, port = 80 }: GitLabProps) {
    super(stack, id);
    const server = external('http', { name: `${id}-server`, host: address, port });
    this.http = new HostService(this, id, { namespace: on, to: server.http }).endpoint;
  }
}
