import { acknowledgement } from './codes/acknowledgement';
import { api } from './codes/api';
import { arc } from './codes/arc';
import { capacity } from './codes/capacity';
import { chart } from './codes/chart';
import { cluster } from './codes/cluster';
import { configuration } from './codes/configuration';
import { delivery } from './codes/delivery';
import { disruption } from './codes/disruption';
import { endpoint } from './codes/endpoint';
import { environment } from './codes/environment';
import { exposure } from './codes/exposure';
import { file } from './codes/file';
import { headscale } from './codes/headscale';
import { holmesgpt } from './codes/holmesgpt';
import { host } from './codes/host';
import { image } from './codes/image';
import { k3s } from './codes/k3s';
import { kafka } from './codes/kafka';
import { litellm } from './codes/litellm';
import { llm } from './codes/llm';
import { llmProxy } from './codes/llm-proxy';
import { minio } from './codes/minio';
import { monitoring } from './codes/monitoring';
import { network } from './codes/network';
import { object } from './codes/object';
import { ollama } from './codes/ollama';
import { onePassword } from './codes/one-password';
import { openWebui } from './codes/open-webui';
import { operator } from './codes/operator';
import { order } from './codes/order';
import { patch } from './codes/patch';
import { placement } from './codes/placement';
import { podSecurity } from './codes/pod-security';
import { port } from './codes/port';
import { prometheus } from './codes/prometheus';
import { proxy } from './codes/proxy';
import { rbac } from './codes/rbac';
import { reference } from './codes/reference';
import { runbook } from './codes/runbook';
import { schema } from './codes/schema';
import { secret } from './codes/secret';
import { security } from './codes/security';
import { service } from './codes/service';
import { storage } from './codes/storage';
import { tailscale } from './codes/tailscale';
import { types } from './codes/types';
import { workload } from './codes/workload';
import type { ParamsOf } from './entry';

/** Every mistake that Steading can name: `area/mistake`. A code is public, and never serves two mistakes. */
export const catalogue = {
  ...acknowledgement,
  ...api,
  ...arc,
  ...capacity,
  ...chart,
  ...cluster,
  ...configuration,
  ...delivery,
  ...disruption,
  ...endpoint,
  ...environment,
  ...exposure,
  ...file,
  ...headscale,
  ...holmesgpt,
  ...host,
  ...image,
  ...k3s,
  ...kafka,
  ...litellm,
  ...llm,
  ...llmProxy,
  ...minio,
  ...monitoring,
  ...network,
  ...object,
  ...ollama,
  ...onePassword,
  ...openWebui,
  ...operator,
  ...order,
  ...patch,
  ...placement,
  ...podSecurity,
  ...port,
  ...prometheus,
  ...proxy,
  ...rbac,
  ...reference,
  ...runbook,
  ...schema,
  ...secret,
  ...security,
  ...service,
  ...storage,
  ...tailscale,
  ...types,
  ...workload,
};

export type Code = keyof typeof catalogue;
export type Params<C extends Code> = ParamsOf<(typeof catalogue)[C]>;
