import type { IContainer } from 'kubernetes-models/v1/Container';
import type { IPodSpec } from 'kubernetes-models/v1/PodSpec';
import { type Artifact, manifestsOf } from '../../src/backends/artifact';
import { tree } from '../../src/backends/lower';
import { derive } from '../../src/graph/derive';
import type { Graph } from '../../src/graph/graph';
import type { Manifest } from '../../src/kubernetes/manifest';
import type { Delivery } from '../../src/model/delivery';
import { Stack } from '../../src/model/stack';
import { Project } from '../../src/project';
import { makeValues } from '../../src/secrets/values';
import { ROOT } from '../support/steading';
import type { Running } from './room';

const project = new Project(ROOT, '2026-01-01');

/** Names of all environments of this project. */
export const environments = (): string[] => project.environments();

/** What an environment of this project is rendered to, by its own delivery or by another one. */
export function rendered(name: string, delivery?: Delivery): Rendered {
  const [environment] = project.chosen([name]);
  if (!environment) throw new Error(`no environment '${name}'`);
  const { config, others, sealed } = project.resolve(environment);
  const stack = new Stack(name);
  environment.build?.(stack, config as never, others as never);
  if (delivery) stack.deliver(delivery);
  const { graph } = derive(stack);
  return new Rendered(graph, tree(graph, sealed));
}

/** What a stack is rendered to that only a test declares. */
export function declared(build: (stack: Stack) => void): Rendered {
  const stack = new Stack('declared');
  build(stack);
  const { graph } = derive(stack);
  return new Rendered(graph, tree(graph, new Map()));
}

/** Values of secrets by `<namespace>/<secret>/<key>`. */
export type Values = Readonly<Record<string, string>>;

/** The objects of a tree, and what a kubelet would make of them. */
export class Rendered {
  readonly manifests: readonly Manifest[];

  constructor(
    readonly graph: Graph,
    readonly artifacts: readonly Artifact[],
  ) {
    this.manifests = manifestsOf(artifacts);
  }

  /** Values as `steading secrets seal` makes them, of the contracts that it seals. */
  async values(): Promise<Values> {
    const { value } = await makeValues(this.graph.secrets);
    if (!value) throw new Error('no values can be made');
    const all = this.graph.secrets.flatMap((contract) =>
      Object.entries(value.of(contract)).map(([key, text]) => [`${contract.namespace}/${contract.name}/${key}`, text]),
    );
    return Object.fromEntries(all);
  }

  /** The names of the Services, as pods know them. */
  services(): string[] {
    return this.manifests.flatMap(({ kind, metadata: { name, namespace }, spec }) =>
      kind === 'Service' && !('externalName' in (spec as object)) ? [`${name}.${namespace}.svc.cluster.local`] : [],
    );
  }

  /** The tag of the image of a workload. */
  tag(workload: string): string {
    const { image = '' } = containerOf(this.pod(workload).spec, workload);
    return image.slice(image.lastIndexOf(':') + 1);
  }

  /** The files that a container of a workload mounts from ConfigMaps, by path. */
  files(workload: string, name = workload): Record<string, string> {
    const { namespace, spec } = this.pod(workload);
    const mounts = containerOf(spec, name).volumeMounts ?? [];
    return Object.fromEntries(
      mounts.flatMap(({ name: volume, mountPath, subPath = '' }) => {
        const configMap = configMapOf(spec, volume);
        return configMap === undefined ? [] : [[mountPath, this.configured(namespace, configMap, subPath)]];
      }),
    );
  }

  /** What a container of a workload runs: its command, environment, files, volumes and user, all as rendered. */
  container(workload: string, values: Values, name = workload): Running {
    const { namespace, spec } = this.pod(workload);
    const container = containerOf(spec, name);
    const { runAsUser = 0, runAsGroup = 0, fsGroup } = { ...spec.securityContext, ...container.securityContext };
    const mounts = container.volumeMounts ?? [];
    const env = Object.fromEntries(
      (container.env ?? []).map((variable) => [variable.name, variableValue(variable, namespace, values)]),
    );
    return {
      command: (container.command ?? []).map((text) => expanded(text, env)),
      args: (container.args ?? []).map((text) => expanded(text, env)),
      env,
      files: this.files(workload, name),
      directories: mounts.filter(({ name }) => !configMapOf(spec, name)).map(({ mountPath }) => mountPath),
      user: { uid: runAsUser, gid: runAsGroup, ...(fsGroup !== undefined && { fsGroup }) },
      startHook: container.lifecycle?.postStart?.exec?.command ?? [],
      probes: {
        startup: container.startupProbe,
        readiness: container.readinessProbe,
        liveness: container.livenessProbe,
      },
      memoryLimit: String(container.resources?.limits?.memory ?? ''),
    };
  }

  /** A Job has a hash in its name, so a workload is found by its label. */
  private pod(workload: string): { namespace: string; spec: IPodSpec } {
    const found = this.manifests.filter(
      ({ kind, metadata }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind) && metadata.labels?.app === workload,
    );
    const [controller] = found;
    if (!controller || found.length > 1) throw new Error(`${found.length} workloads '${workload}'`);
    const { template } = controller.spec as { template: { spec: IPodSpec } };
    return { namespace: controller.metadata.namespace ?? '', spec: template.spec };
  }

  private configured(namespace: string, name: string, key: string): string {
    const found = this.manifests.find(
      ({ kind, metadata }) => kind === 'ConfigMap' && metadata.namespace === namespace && metadata.name === name,
    );
    const text = (found?.data as Record<string, string> | undefined)?.[key];
    if (text === undefined) throw new Error(`no '${key}' in ConfigMap '${name}' of ${namespace}`);
    return text;
  }
}

/** The ConfigMap that a volume is made from; undefined for a directory. */
function configMapOf({ volumes = [] }: IPodSpec, volume: string): string | undefined {
  return volumes.find(({ name }) => name === volume)?.configMap?.name;
}

/** As the kubelet does it: `$(NAME)` is a variable, where there is one, and `$$(` is no beginning of one. */
function expanded(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(/\$\$(?=\()|\$\((\w+)\)/g, (all, name?: string) =>
    name === undefined ? '$' : (env[name] ?? all),
  );
}

function containerOf({ containers, initContainers = [] }: IPodSpec, name: string): IContainer {
  const found = [...containers, ...initContainers].find((container) => container.name === name);
  if (!found) throw new Error(`no container '${name}'`);
  return found;
}

function variableValue(
  { name, value, valueFrom }: NonNullable<IContainer['env']>[number],
  namespace: string,
  values: Values,
) {
  const { secretKeyRef } = valueFrom ?? {};
  const found = secretKeyRef ? values[`${namespace}/${secretKeyRef.name}/${secretKeyRef.key}`] : value;
  if (found === undefined) throw new Error(`nothing gives ${name} its value`);
  return found;
}
