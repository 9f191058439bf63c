export { Unreadable } from './base/limits';
export { sh } from './base/shell';
export { readYaml } from './base/yaml';
export { type LlmWays, llm, type Variant } from './config/llm';
export {
  cidr,
  cluster,
  cpu,
  delivery,
  fields,
  fluxVersion,
  host,
  hostname,
  ipv4,
  nodePort,
  port,
  positive,
  record,
  releaseVersion,
  size,
  text,
  textWithSecretIn,
  url,
  urlWithSecretIn,
  userName,
} from './config/schema';
export type { Code } from './diagnostics/catalogue';
export { finding } from './diagnostics/finding';
export { ARGO_CD, K3S, KUBERNETES, METRICS_SERVER, SNAPSHOTS } from './model/brought';
export { Cluster, type ClusterProps } from './model/cluster';
export type { Command, HostFile } from './model/command';
export { Component, type Step } from './model/component';
export { bounds, type EnvValue, type Resources, type User } from './model/container';
export type { FluxLayout } from './model/delivery';
export { Endpoint, type Protocol, type Provides } from './model/endpoint';
export { type Config, defineEnvironment } from './model/environment';
export { external } from './model/external';
export { fingerprint } from './model/fingerprint';
export { Host, type HostProps } from './model/host';
export { Image } from './model/image';
export { localKey } from './model/local-key';
export { Namespace } from './model/namespace';
export { within } from './model/network';
export { Operand } from './model/operand';
export type { Capability, Device, PolicyRule, Privileges } from './model/privileges';
export { HelmRelease } from './model/release';
export {
  bcryptOf,
  derived,
  generated,
  joined,
  type KeySource,
  manual,
  onePassword,
  Secret,
  SecretKey,
} from './model/secret';
export { HostService, ServiceAlias } from './model/service';
export type { Sidecar, SidecarProps } from './model/sidecar';
export { Stack } from './model/stack';
export { type Squash, StorageClass, type StorageClassProps } from './model/storage-class';
export { Cpu, Duration, quantity, Size } from './model/units';
export { type Placement, Workload } from './model/workload';
