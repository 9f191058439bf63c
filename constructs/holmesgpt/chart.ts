import {
  type Cluster,
  Component,
  type Endpoint,
  external,
  HelmRelease,
  Namespace,
  type Provides,
  type Resources,
  type Stack,
} from '../../src';
import type { Llm } from '../llm';
import { told, wantsKey } from './environment';
import { judgeRunbooks } from './judge';
import { reader } from './rights';
import { mountedRunbooks, type Runbook } from './runbooks';
import { type HolmesChart, holmesValues, type Mounted, type Toolset } from './values';

export interface HolmesGptProps {
  readonly on: Cluster;
  /** Version of the chart, and of the application with it. No default: 0.6.0 mounts no runbooks by itself, 0.16.1 does. */
  readonly chart: HolmesChart;
  /** Who it asks. */
  readonly llm: Llm;
  /** @default - kubernetes/core: kubectl */
  readonly toolsets?: readonly Toolset[];
  /** Instructions for certain issues, beside the built-in ones. @default [] */
  readonly runbooks?: readonly Runbook[];
  /** @default - the chart's: 50m and 512Mi, with 0.16.1 100m and 2Gi */
  readonly resources?: Resources;
}

/**
 * HolmesGPT: a language model that looks at the cluster with kubectl and says what is wrong.
 *
 * Its image runs as root (its Dockerfile names no user), and the chart says nothing of that; `baseline` admits it. It asks the API server, whose address
 * no connection names: its namespace does not deny traffic.
 */
export class HolmesGpt extends Component implements Provides<'http'> {
  /** `/api/chat`, `/api/investigate`, `/api/model`. */
  readonly http: Endpoint<'http'>;

  constructor(stack: Stack, id: string, props: HolmesGptProps) {
    super(stack, id);
    const { on, chart, llm, toolsets = ['kubernetes/core'], runbooks = [], resources } = props;
    const namespace = new Namespace(this, on, id, { podSecurity: 'baseline', tokens: 'denied' });
    const account = reader(this, namespace, id, toolsets);
    const { env, model, key } = told(this, namespace, llm);
    const mounted = runbooks.length > 0 ? mountedRunbooks(this, namespace, runbooks) : undefined;
    const { values, left } = holmesValues(chart, { account, env, toolsets, resources, mounted });
    const name = `${id}-holmes`;
    const release = new HelmRelease(this, id, {
      namespace,
      chart: 'holmes',
      version: chart,
      repository: 'https://robusta-charts.storage.googleapis.com',
      values: { ...values },
      brings: [
        { apiVersion: 'apps/v1', kind: 'Deployment', name, labels: PODS },
        { apiVersion: 'v1', kind: 'Service', name, labels: PODS },
      ],
    });
    this.http = release.listen({ protocol: 'http', service: name, port: 80, targetPort: 5050, pods: PODS });
    release.connect(PODS, llm.openai, 'asks what is wrong', { model, ...(key && { key }) });
    const api = { name: 'kubernetes', host: 'kubernetes.default.svc', port: 443, cidrs: [on.props.serviceCidr] };
    release.connect(PODS, external('https', api).https, 'looks at the cluster');
    if (left) release.patch({ apiVersion: 'apps/v1', kind: 'Deployment', name }, patch(left), 'mounts the runbooks');
    if (wantsKey(llm) && !key) this.report('holmesgpt/no-key', { name: id, model });
    judgeRunbooks(this, runbooks);
    this.instruct(name, runbooks.length > 0, left !== undefined);
  }

  /** The checklist of document 002: with curl from a pod of its own, for `exec` breaks off there. */
  private instruct(deployment: string, hasRunbooks: boolean, isPatched: boolean): void {
    const { name } = this;
    const curl = (pod: string, seconds: number, ...rest: string[]) =>
      [
        `kubectl run ${pod} --rm -it --restart=Never --image=curlimages/curl --`,
        `  curl -s --max-time ${seconds} ${rest.join(' ')}`,
      ].join(' \\\n');
    const address = `http://${deployment}.${name}.svc:80`;
    const ask = `-X POST ${address}/api/chat -H 'Content-Type: application/json' -d '{"ask": "List all namespaces"}'`;
    this.byHand({
      when: 'asked',
      what: `${name}: the model that it asks`,
      how: curl('test-model', 10, `${address}/api/model`),
    });
    this.byHand({ when: 'asked', what: `${name}: a question`, how: curl('test-chat', 120, ask) });
    if (hasRunbooks)
      this.byHand({
        when: 'inside',
        what: `${name}: custom-runbooks.yaml beside the built-in ones${isPatched ? `; where it is missing, argocd app sync ${name}` : ''}`,
        how: `kubectl exec -n ${name} deploy/${deployment} -- ls /app/holmes/plugins/runbooks/`,
      });
  }
}

const PODS = { app: 'holmes' };

/** What the chart's newer versions have values for; `holmes` is its one container. */
function patch({ annotations, volume, mount }: Mounted) {
  const spec = { containers: [{ name: 'holmes', volumeMounts: [mount] }], volumes: [volume] };
  return { spec: { template: { metadata: { annotations }, spec } } };
}
