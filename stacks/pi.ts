import { K3s } from '../constructs/k3s/install';
import { Longhorn } from '../constructs/longhorn';
import { Prometheus } from '../constructs/monitoring/prometheus';
import { PostgresBackup } from '../constructs/postgresql/backup';
import { Postgresql } from '../constructs/postgresql/server';
import { Registry } from '../constructs/registry';
import { cluster, defineEnvironment, K3S } from '../src';
import { HOLM_ALERTS } from './pi/alerts';
import { HolmPipeline } from './pi/pipeline';
import { HolmService, type HolmServiceProps } from './pi/service';
import * as site from './pi.config';

/** HolmOS: k3s on thirteen Raspberry Pis, with a registry and builds of its own, delivered as plain manifests. */
export default defineEnvironment({
  name: 'pi',
  config: { cluster, ...site },

  build(stack, { versions, sizes, ...site }) {
    // The machines themselves.
    new K3s(stack, 'k3s', {
      version: versions.k3s,
      cluster: site.cluster,
      ssh: site.ssh,
      insecureRegistries: [`${site.registry.clusterIP}:5000`],
    });

    const pi = stack.cluster('pi', { ...site.cluster, brings: K3S });
    const on = pi.namespace('holm', { podSecurity: 'baseline', tokens: 'denied' });
    const monitoring = pi.namespace('monitoring', { podSecurity: 'privileged' });

    // What the rest stands on.
    const storage = new Longhorn(stack, 'longhorn', {
      on: pi.namespace('longhorn-system', { podSecurity: 'privileged' }),
      version: versions.longhorn,
      ...site.longhorn,
    });
    const { storageClass, retaining } = storage;
    const registry = new Registry(stack, 'registry', {
      on,
      version: versions.registry,
      size: sizes.images,
      storageClass: retaining,
      ...site.registry,
    });
    const postgres = new Postgresql(stack, 'postgres', {
      on,
      version: versions.postgres,
      size: sizes.postgres,
      storageClass: retaining,
    });
    const backups = postgres.database('backups');
    new PostgresBackup(stack, 'postgres-backup', {
      on,
      server: postgres,
      database: backups.name,
      size: sizes.backups,
      storageClass: retaining,
    });

    // What is built here.
    stack.acknowledge('image/moving-tag', {
      why: 'the runbook (1.2) has :latest pulled anew at every restart',
      until: '2027-12-31',
    });
    const services: HolmService[] = [];
    const service = (name: string, props: Omit<HolmServiceProps, 'on' | 'registry'> = {}): HolmService => {
      const made = new HolmService(stack, name, { on, registry, metrics: '/metrics', ...props });
      services.push(made);
      return made;
    };
    for (const [name, nodePort] of Object.entries(site.coreServices)) service(name, { nodePort });
    service('nova', { nodePort: 30004 });
    service('pulse', { nodePort: 30006 });
    const controller = service('cicd-controller', { nodePort: 30020 });
    const backupStorage = service('backup-storage', { nodePort: 30850 });
    const scribe = service('scribe', { nodePort: 30860 });
    service('test-dashboard', { nodePort: 30900 });
    service('metrics-dashboard', { nodePort: 30950 });
    const images = service('registry-ui', { nodePort: 31750 });
    const aggregator = service('health-aggregator', { port: 80 });
    new HolmPipeline(stack, 'pipeline', { on, registry, services });

    // Who talks to whom.
    backupStorage.store(backups, 'makes, lists and restores backups');
    controller.reach(registry.http, 'looks for what it built');
    images.reach(registry.http, 'lists and deletes images');
    for (const { name, http } of services) {
      if (name !== aggregator.name) aggregator.reach(http, 'asks for its health');
    }

    // Who may ask Kubernetes what.
    controller.may(BUILDS, 'builds images by Jobs and deploys what they push');
    scribe.may(LOGS, 'gathers the logs of all services');

    // What watches.
    const prometheus = new Prometheus(stack, 'prometheus', {
      on: monitoring,
      version: versions.prometheus,
      size: sizes.prometheus,
      storageClass,
      alerts: HOLM_ALERTS,
      ...site.prometheus,
      ...(site.alerts && { receiver: site.alerts }),
    });
    prometheus.scrape(storage.metrics);
    for (const { http, metrics } of services) if (metrics) prometheus.scrape(http, { path: metrics });
  },
});

const LOGS = [{ apiGroups: [''], resources: ['pods', 'pods/log'], verbs: ['get', 'list', 'watch'] }];
const BUILDS = [
  ...LOGS,
  { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'create', 'update', 'delete'] },
  { apiGroups: ['batch'], resources: ['jobs'], verbs: ['get', 'list', 'watch', 'create', 'delete'] },
  { apiGroups: ['apps'], resources: ['deployments'], verbs: ['get', 'list', 'watch', 'patch'] },
];
