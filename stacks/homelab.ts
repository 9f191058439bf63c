import { ArgoCd } from '../constructs/argocd';
import { Binfmt } from '../constructs/binfmt';
import { CertManager } from '../constructs/cert-manager';
import { GitLab } from '../constructs/gitlab';
import { GpuWorker } from '../constructs/gpu-worker';
import { LiteLlm } from '../constructs/litellm/proxy';
import { Longhorn } from '../constructs/longhorn';
import { ModelDownloads } from '../constructs/model-downloads';
import { Grafana } from '../constructs/monitoring/grafana';
import { OpenObserve } from '../constructs/monitoring/openobserve';
import { OtelCollector } from '../constructs/monitoring/otel-collector';
import { Prometheus } from '../constructs/monitoring/prometheus';
import { Tempo } from '../constructs/monitoring/tempo';
import { N8n } from '../constructs/n8n';
import { Ollama } from '../constructs/ollama';
import { OpenWebUi } from '../constructs/open-webui/server';
import { Postgresql } from '../constructs/postgresql/server';
import { Qdrant } from '../constructs/qdrant/server';
import { Redis } from '../constructs/redis/server';
import { RunnerController, Runners } from '../constructs/runners';
import { SealedSecrets } from '../constructs/sealed-secrets';
import { Searxng } from '../constructs/searxng';
import { Traefik } from '../constructs/traefik';
import { cluster, Duration, defineEnvironment, delivery, hostname, K3S } from '../src';
import gpu from './gpu';
import * as site from './homelab.config';

/** The x86 k3s homelab: a self-hosted AI platform, delivered by Argo CD. */
export default defineEnvironment({
  name: 'homelab',
  config: { cluster, delivery, domain: hostname, ...site },
  uses: { gpu },

  build(stack, { domain, versions, sizes, ...site }, { gpu }) {
    const home = stack.cluster('homelab', {
      ...site.cluster,
      secrets: { store: 'sealed-secrets', ...site.sealing },
      brings: K3S,
    });
    stack.deliver(site.delivery);

    const system = home.namespace('kube-system', { existing: true });
    const platform = home.namespace('self-hosted-ai', { podSecurity: 'baseline', traffic: 'denied' });
    const services = home.namespace('ai-services', { podSecurity: 'baseline', traffic: 'denied' });
    const gpuWorkloads = home.namespace('gpu-workloads', { podSecurity: 'baseline', traffic: 'denied' });
    const automation = home.namespace('automation', { podSecurity: 'baseline', traffic: 'denied' });
    const monitoring = home.namespace('monitoring', { podSecurity: 'privileged' });

    // What the rest stands on.
    new SealedSecrets(stack, 'sealed-secrets', { on: system, version: versions.sealedSecrets });
    const certificates = new CertManager(stack, 'cert-manager', {
      on: home.namespace('cert-manager', { podSecurity: 'restricted' }),
      version: versions.certManager,
      issuer: site.issuer,
    });
    const traefik = new Traefik(stack, 'traefik', {
      on: home.namespace('traefik', { podSecurity: 'restricted' }),
      version: versions.traefik,
      certificates,
    });
    const storage = new Longhorn(stack, 'longhorn', {
      on: home.namespace('longhorn-system', { podSecurity: 'privileged' }),
      version: versions.longhorn,
      ...site.longhorn,
    });
    const argocd = new ArgoCd(stack, 'argocd', {
      on: home.namespace(site.delivery.namespace, { podSecurity: 'restricted' }),
      version: versions.argoCd,
      host: `argocd.${domain}`,
      repository: site.delivery.repository,
    });
    const downloads = new ModelDownloads(stack, 'model-downloads', {
      on: home.namespace('egress', { podSecurity: 'restricted', traffic: 'denied' }),
      version: versions.nginx,
      dns: system,
      ...site.modelDownloads,
    });

    // What keeps state.
    const { storageClass, retaining } = storage;
    const postgresql = new Postgresql(stack, 'postgresql', {
      on: platform,
      version: versions.postgresql,
      size: sizes.postgresql,
      storageClass: retaining,
    });
    const redis = new Redis(stack, 'redis', {
      on: platform,
      version: versions.redis,
      size: sizes.redis,
      storageClass,
    });
    const qdrant = new Qdrant(stack, 'qdrant', {
      on: platform,
      version: versions.qdrant,
      size: sizes.qdrant,
      storageClass: retaining,
    });

    // What answers.
    const cpu = new Ollama(stack, 'ollama', {
      on: platform,
      version: versions.ollama,
      models: sizes.models,
      storageClass: 'local-path',
      downloads,
      resources: site.ollama,
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
      storageClass: retaining,
      url: `https://ai.${domain}`,
      downloads,
    });
    const search = new Searxng(stack, 'searxng', {
      on: services,
      version: versions.searxng,
      url: `https://search.${domain}`,
    });
    const n8n = new N8n(stack, 'n8n', {
      on: automation,
      version: versions.n8n,
      database: postgresql.database('n8n'),
      size: sizes.n8n,
      storageClass: retaining,
      url: `https://n8n.${domain}`,
    });
    const gitlab = new GitLab(stack, 'gitlab', {
      on: home.namespace('gitlab', { podSecurity: 'restricted', traffic: 'denied' }),
      ...site.gitlab,
    });

    // What builds.
    const emulation = new Binfmt(stack, 'binfmt', {
      on: home.namespace('binfmt', { podSecurity: 'privileged', traffic: 'denied' }),
      version: versions.binfmt,
    });
    emulation.acknowledge('security/privileged', {
      why: 'registering an interpreter is the one thing that only root of the kernel may do',
      until: '2027-11-30',
    });
    const runners = new Runners(stack, 'runners', {
      on: home.namespace('arc-runners', { podSecurity: 'baseline', traffic: 'denied' }),
      controller: new RunnerController(stack, 'arc', {
        on: home.namespace('arc-systems', { podSecurity: 'baseline' }),
        version: versions.runnerController,
      }),
      version: versions.runner,
      ...site.runners,
    });
    runners.after(emulation, 'jobs for arm64 run by its emulation');
    runners.set('self-hosted-ai-amd64', { labels: ['self-hosted', 'linux', 'amd64'], max: 4 });
    runners.set('self-hosted-ai-arm64', { labels: ['self-hosted', 'linux', 'arm64'], max: 2 });
    runners.set('self-hosted-ai-gpu', {
      labels: ['self-hosted', 'linux', 'gpu'],
      max: 2,
      reaches: { OLLAMA_HOST: gpu.ollama.ollama, COMFYUI_URL: gpu.comfyui.http, WHISPER_URL: gpu.whisper.http },
    });

    // What watches.
    const tempo = new Tempo(stack, 'tempo', {
      on: monitoring,
      version: versions.tempo,
      size: sizes.tempo,
      storageClass,
    });
    const openobserve = new OpenObserve(stack, 'openobserve', {
      on: monitoring,
      version: versions.openObserve,
      size: sizes.openObserve,
      storageClass,
      retention: Duration.days(site.observe.retentionDays),
      url: `https://observe.${domain}`,
      email: site.observe.email,
    });
    const collector = new OtelCollector(stack, 'otel-collector', {
      on: monitoring,
      version: versions.otelCollector,
      traces: tempo,
      observatory: openobserve,
    });
    const prometheus = new Prometheus(stack, 'prometheus', {
      on: monitoring,
      version: versions.prometheus,
      size: sizes.prometheus,
      storageClass,
      url: `https://prometheus.${domain}`,
      ...(site.alerts && { receiver: site.alerts }),
    });
    const grafana = new Grafana(stack, 'grafana', {
      on: monitoring,
      version: versions.grafana,
      url: `https://grafana.${domain}`,
      prometheus,
      tempo,
      openobserve,
    });

    // Who talks to whom.
    for (const model of site.models.gpu) litellm.route(model, gpuWorker);
    for (const { name } of site.models.cpu) litellm.route(name, cpu);
    cpu.pull(site.models.cpu);
    litellm.alias(services);
    services.allow('allow-model-downloads', downloads.https, 'fetches models');
    chat.use(litellm);
    chat.search(search);
    chat.remember(qdrant);
    n8n.reach(litellm.openai, 'workflows ask models');
    n8n.reach(qdrant.qdrant, 'workflows search by meaning');
    n8n.reach(search.http, 'workflows search the web');

    // Who is watched.
    for (const traced of [litellm, chat, n8n]) traced.trace(collector);
    for (const { metrics } of [argocd, certificates, collector, storage, traefik]) prometheus.scrape(metrics);
    for (const { http } of [grafana, n8n, openobserve, tempo]) prometheus.scrape(http);
    prometheus.scrape(litellm.openai, { path: '/metrics/', key: litellm.apiKey });
    prometheus.scrape(qdrant.qdrant, { key: qdrant.apiKey });
    prometheus.watch(gpuWorker.ollama, {
      alert: 'GpuHostDown',
      summary: 'Ollama on the GPU host does not answer',
      runbook: 'GPU Worker (Test GPU worker connectivity from homelab)',
    });

    // What people reach.
    const metrics = { hidden: ['/metrics'] };
    traefik.route(`ai.${domain}`, chat.http);
    traefik.route(`argocd.${domain}`, argocd.http, { grpc: true });
    traefik.route(`git.${domain}`, gitlab.http);
    traefik.route(`grafana.${domain}`, grafana.http, metrics);
    traefik.route(`llm.${domain}`, litellm.openai, metrics);
    traefik.route(`longhorn.${domain}`, storage.http, { login: true });
    traefik.route(`n8n.${domain}`, n8n.http, metrics);
    traefik.route(`observe.${domain}`, openobserve.http, metrics);
    traefik.route(`prometheus.${domain}`, prometheus.http, { login: true });
    traefik.route(`search.${domain}`, search.http, { login: true });
    traefik.dashboard(`traefik.${domain}`);
  },
});
