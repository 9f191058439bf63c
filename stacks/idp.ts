import { Headscale } from '../constructs/headscale';
import { HolmesGpt } from '../constructs/holmesgpt/chart';
import { chosenLlms, tunnelOf } from '../constructs/llm';
import { LlmProxy } from '../constructs/llm-proxy';
import { OpenWebUiChart } from '../constructs/open-webui/chart';
import { QdrantChart } from '../constructs/qdrant/chart';
import { ARGO_CD, cluster, defineEnvironment, delivery, KUBERNETES, llm } from '../src';
import * as site from './idp.config';
import { RUNBOOKS } from './idp.runbooks';

/** A language model on a laptop, behind a tunnel, for what analyses the cluster and for chats; delivered by Argo CD. */
export default defineEnvironment({
  name: 'idp',
  config: { cluster, delivery, llm, ...site },

  build(stack, { llm, sizes, storageClass, versions, ...site }) {
    const idp = stack.cluster('idp', { ...site.cluster, brings: [...KUBERNETES, ...ARGO_CD] });
    stack.deliver(site.delivery);

    // The tunnel, and the way to what is behind it.
    const control = new Headscale(stack, 'headscale', {
      on: idp,
      version: versions.headscale,
      size: sizes.headscale,
      storageClass,
      ...site.headscale,
    });
    const tunnel = tunnelOf(llm);
    const proxy =
      tunnel &&
      new LlmProxy(stack, 'llm-proxy', {
        on: idp,
        nginx: versions.nginx,
        tailscale: versions.tailscale,
        control,
        upstream: { address: tunnel.host, port: tunnel.port },
      });
    proxy?.acknowledge('image/moving-tag', {
      why: 'the manual runs nginx:alpine and tailscale:latest; a restart may bring another version of either',
      until: '2027-05-31',
    });
    const { one, several } = chosenLlms(stack, llm, proxy);

    // What asks.
    const holmes = new HolmesGpt(stack, 'holmesgpt', {
      on: idp,
      chart: versions.holmesChart,
      llm: one,
      toolsets: ['kubernetes/core'],
      runbooks: RUNBOOKS,
    });
    const qdrant = new QdrantChart(stack, 'qdrant', {
      on: idp,
      chart: versions.qdrantChart,
      size: sizes.qdrant,
      storageClass,
      vectors: { size: 384, distance: 'Cosine' },
    });
    const chat = new OpenWebUiChart(stack, 'open-webui', {
      on: idp,
      chart: versions.openWebUiChart,
      version: versions.openWebUi,
      size: sizes.openWebUi,
      storageClass,
      pipelines: { size: sizes.pipelines },
    });
    for (const model of several) chat.use(model);
    chat.remember(qdrant);
    chat.acknowledge('open-webui/keeps-first-settings', {
      why: 'the manual runs 0.5.16; a switch of the model says what to tell it by hand',
      until: '2027-05-31',
    });

    // Who looks: the manual asks from pods that `kubectl run` starts in the namespace `default`.
    const tests = idp.namespace('default', { existing: true });
    for (const endpoint of [chat.http, holmes.http, qdrant.qdrant]) tests.allow('tests', endpoint, 'a person tries it');
  },
});
