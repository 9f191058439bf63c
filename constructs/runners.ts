import { Component, type Endpoint, external, HelmRelease, manual, type Namespace, Secret, type Stack } from '../src';

export interface RunnerControllerProps {
  /** A namespace that does not deny traffic: it asks the API server, whose address is that of a node and stands in no policy. */
  readonly on: Namespace;
  /** Version of both charts: the controller serves scale sets of its own version. */
  readonly version: string;
}

/** Actions Runner Controller: asks GitHub for jobs and makes a runner for each. Its image runs as uid 65532 (its Dockerfile says so). */
export class RunnerController extends Component {
  constructor(
    stack: Stack,
    id: string,
    readonly props: RunnerControllerProps,
  ) {
    super(stack, id);
    const { on, version } = props;
    const pods = { 'app.kubernetes.io/name': CONTROLLER, 'app.kubernetes.io/instance': id };
    const listeners = { 'app.kubernetes.io/component': 'runner-scale-set-listener' };
    const release = new HelmRelease(this, id, {
      namespace: on,
      chart: 'gha-runner-scale-set-controller',
      version,
      repository: CHARTS,
      values: {
        fullnameOverride: id,
        flags: { logLevel: 'info', healthProbeBindAddress: ':8081' },
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
      },
      brings: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: id, labels: pods }],
      defines: KINDS.map((kind) => `actions.github.com/${kind}`),
    });
    if (on.denied) this.report('arc/no-api-server', { name: id, namespace: on.name });
    release.connect(pods, GITHUB.https, 'registers runners');
    release.connect(listeners, GITHUB.https, 'waits for jobs');
  }
}

export interface RunnersProps {
  /** A namespace of their own: what runs there is whatever a workflow says. */
  readonly on: Namespace;
  readonly controller: RunnerController;
  /** Tag of the runner's image. GitHub gives no jobs to one that is much older than the newest. */
  readonly version: string;
  /** The organisation or repository whose jobs are run, such as `https://github.com/example/platform`. */
  readonly url: string;
}

export interface ScaleSetProps {
  /** What `runs-on` of a job may say, beside the name of the set. GitHub reads them when the set is first made. */
  readonly labels: readonly string[];
  /** The most runners at one time. There are none while there is nothing to do. */
  readonly max: number;
  /** What jobs may reach beside the Internet; each address stands in their environment under the name given here. @default {} */
  readonly reaches?: Readonly<Record<string, Endpoint>>;
}

/**
 * Runners of GitHub Actions, one pod a job.
 *
 * The image runs as uid 1001 (`runner`, its Dockerfile says so). Here it gets no capability and cannot become root: neither `sudo` nor a Docker daemon is to be
 * had, for with one a workflow would own the node. All sets run the amd64 image: .NET, of which the runner is made, does not run under QEMU.
 */
export class Runners extends Component {
  private readonly credentials: Secret;

  constructor(
    stack: Stack,
    id: string,
    private readonly props: RunnersProps,
  ) {
    super(stack, id);
    const { on, url, controller } = props;
    const of = `of the GitHub App that may manage the runners of ${url}`;
    this.credentials = new Secret(this, 'github-app', {
      namespace: on,
      keys: {
        github_app_id: manual(`app id ${of}`),
        github_app_installation_id: manual(`installation id ${of}`),
        github_app_private_key: manual(`private key, in PEM, ${of}`),
      },
    });
    this.after(controller, 'it defines scale sets');
  }

  /** Runners that take the jobs with these labels. */
  set(name: string, { labels, max, reaches = {} }: ScaleSetProps): void {
    const { on, controller, url, version } = this.props;
    const pods = { 'actions.github.com/scale-set-name': name };
    const release = new HelmRelease(this, name, {
      namespace: on,
      chart: 'gha-runner-scale-set',
      version: controller.props.version,
      repository: CHARTS,
      values: {
        githubConfigUrl: url,
        githubConfigSecret: this.credentials.name,
        scaleSetLabels: [...labels],
        minRunners: 0,
        maxRunners: max,
        controllerServiceAccount: { namespace: controller.props.on.name, name: controller.name },
        template: { spec: pod(version, reaches) },
      },
      brings: [
        // Labels of its pods: the controller makes them when there is a job.
        {
          apiVersion: API,
          kind: 'AutoscalingRunnerSet',
          name,
          labels: { ...pods, 'app.kubernetes.io/component': 'runner' },
          madeBy: controller.name,
        },
      ],
    });
    release.connect(pods, GITHUB.https, 'takes jobs and fetches what they need');
    for (const endpoint of Object.values(reaches)) release.connect(pods, endpoint, 'jobs use it');
  }
}

/** Any server on the Internet: a job clones, installs and publishes where it likes. */
const GITHUB = external('https', { name: 'github', host: 'github.com', port: 443 });
const CHARTS = 'oci://ghcr.io/actions/actions-runner-controller-charts';
const CONTROLLER = 'gha-rs-controller';
const API = 'actions.github.com/v1alpha1';
const KINDS = ['AutoscalingListener', 'AutoscalingRunnerSet', 'EphemeralRunner', 'EphemeralRunnerSet'];
const RESOURCES = { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '4Gi' } };

function pod(version: string, reaches: Readonly<Record<string, Endpoint>>) {
  const env = Object.entries(reaches).map(([name, { url }]) => ({ name, value: url }));
  return {
    nodeSelector: { 'kubernetes.io/arch': 'amd64' },
    securityContext: { runAsNonRoot: true, runAsUser: 1001, fsGroup: 1001, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'runner',
        image: `ghcr.io/actions/actions-runner:${version}`,
        command: ['/home/runner/run.sh'],
        ...(env.length > 0 && { env }),
        resources: RESOURCES,
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
      },
    ],
  };
}
