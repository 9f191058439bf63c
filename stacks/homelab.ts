import { CertManager } from '../constructs/cert-manager';
import { GpuWorker } from '../constructs/gpu-worker';
import { LiteLlm } from '../constructs/litellm';
import { ModelDownloads } from '../constructs/model-downloads';
import { Ollama } from '../constructs/ollama';
import { OpenWebUi } from '../constructs/open-webui';
import { Postgresql } from '../constructs/postgresql';
import { Redis } from '../constructs/redis';
import { SealedSecrets } from '../constructs/sealed-secrets';
import { Traefik } from '../constructs/traefik';
import { ARGO_CD, cluster, defineEnvironment, delivery, hostname, K3S } from '../src';
import gpu from './gpu';
import { issuer, modelDownloads, models, ollama, sealing, sizes, versions } from './homelab.config';

/** The x86 k3s homelab: a self-hosted AI platform, delivered by Argo CD. */
export default defineEnvironment({
  name: 'homelab',
  config: { cluster, delivery, domain: hostname, issuer, modelDownloads, models, ollama, sealing, sizes, versions },
  uses: { gpu },

  build(
    stack,
    { cluster, delivery, domain, issuer, modelDownloads, models, ollama, sealing, sizes, versions },
    { gpu },
  ) {
    const home = stack.cluster('homelab', {
      ...cluster,
      secrets: { store: 'sealed-secrets', ...sealing },
      brings: [...K3S, ...ARGO_CD],
    });
    stack.deliver(delivery);

    const system = home.namespace('kube-system', { existing: true });
    const platform = home.namespace('self-hosted-ai', { podSecurity: 'baseline', traffic: 'denied' });
    const services = home.namespace('ai-services', { podSecurity: 'baseline', traffic: 'denied' });
    const gpuWorkloads = home.namespace('gpu-workloads', { podSecurity: 'baseline', traffic: 'denied' });
    home.namespace('automation', { podSecurity: 'baseline', traffic: 'denied' });

    // What the rest stands on.
    new SealedSecrets(stack, 'sealed-secrets', { on: system, version: versions.sealedSecrets });
    const certificates = new CertManager(stack, 'cert-manager', {
      on: home.namespace('cert-manager'),
      version: versions.certManager,
      issuer,
    });
    const traefik = new Traefik(stack, 'traefik', {
      on: home.namespace('traefik'),
      version: versions.traefik,
      certificates,
    });

    const downloads = new ModelDownloads(stack, 'model-downloads', {
      on: home.namespace('egress', { podSecurity: 'restricted', traffic: 'denied' }),
      version: versions.nginx,
      dns: system,
      ...modelDownloads,
    });

    // What keeps state.
    const postgresql = new Postgresql(stack, 'postgresql', {
      on: platform,
      version: versions.postgresql,
      size: sizes.postgresql,
    });
    const redis = new Redis(stack, 'redis', { on: platform, version: versions.redis, size: sizes.redis });

    // What answers.
    const cpu = new Ollama(stack, 'ollama', {
      on: platform,
      version: versions.ollama,
      models: sizes.models,
      downloads,
      resources: ollama,
    });
    const gpuWorker = new GpuWorker(stack, 'gpu-worker', { on: gpuWorkloads, host: gpu });
    const litellm = new LiteLlm(stack, 'litellm', {
      on: platform,
      version: versions.litellm,
      database: postgresql.database('litellm'),
      cache: redis,
    });
    const chat = new OpenWebUi(stack, 'open-webui', {
      on: services,
      version: versions.openWebUi,
      size: sizes.openWebUi,
      url: `https://ai.${domain}`,
      downloads,
    });

    // Who talks to whom.
    for (const model of models.gpu) litellm.route(model, gpuWorker);
    for (const model of models.cpu) litellm.route(model, cpu);
    litellm.alias(services);
    services.allow('allow-model-downloads', downloads.https, 'fetches models');
    chat.use(litellm);
    traefik.route(`ai.${domain}`, chat.http);
    traefik.route(`llm.${domain}`, litellm.openai);
  },
});
