import { at } from '../manifest';
import { type Maker, type Makers, named, secrets, services } from './made';

/** Operators of monitoring, of batches and models, and whatever else runs pods for an object. */
export const platforms: Makers = {
  'monitoring.coreos.com/Prometheus': monitored('prometheus'),
  'monitoring.coreos.com/PrometheusAgent': monitored('prometheus-agent', 'prometheus'),
  'monitoring.coreos.com/Alertmanager': monitored('alertmanager'),
  'monitoring.coreos.com/ThanosRuler': monitored('thanos-ruler'),
  'grafana.integreatly.org/Grafana': (name) => ({
    objects: [...services(`${name}-service`), ...secrets(`${name}-admin-credentials`)],
    pods: [{ app: name }],
  }),
  'opentelemetry.io/OpenTelemetryCollector': (name) => ({
    objects: services(`${name}-collector`, `${name}-collector-headless`, `${name}-collector-monitoring`),
    pods: [{ 'app.kubernetes.io/name': `${name}-collector`, 'app.kubernetes.io/component': 'opentelemetry-collector' }],
  }),
  ...Object.fromEntries(
    ['VMSingle', 'VMAgent', 'VMAlert', 'VMAlertmanager', 'VMAuth'].map((kind): [string, Maker] => [
      `operator.victoriametrics.com/${kind}`,
      (name) => ({
        objects: services(`${kind.toLowerCase()}-${name}`),
        pods: [{ 'app.kubernetes.io/name': kind.toLowerCase(), 'app.kubernetes.io/instance': name }],
      }),
    ]),
  ),
  'ray.io/RayCluster': (name) => ({
    objects: services(`${name}-head-svc`, `${name}-headless`),
    pods: ['head', 'worker'].map((type) => ({ 'ray.io/cluster': name, 'ray.io/node-type': type })),
  }),
  'ray.io/RayService': (name) => ({
    objects: services(`${name}-head-svc`, `${name}-serve-svc`),
    pods: ['head', 'worker'].map((type) => ({ 'ray.io/node-type': type, 'ray.io/serve': 'true' })),
  }),
  'ray.io/RayJob': () => ({ pods: ['head', 'worker'].map((type) => ({ 'ray.io/node-type': type })) }),
  'sparkoperator.k8s.io/SparkApplication': (name) => ({
    objects: services(`${name}-ui-svc`, `${name}-driver-svc`),
    pods: ['driver', 'executor'].map((role) => ({ 'sparkoperator.k8s.io/app-name': name, 'spark-role': role })),
  }),
  'sparkoperator.k8s.io/ScheduledSparkApplication': () => ({
    pods: ['driver', 'executor'].map((role) => ({ 'spark-role': role })),
  }),
  'serving.kserve.io/InferenceService': (name) => ({
    objects: services(name, `${name}-predictor`, `${name}-transformer`),
    pods: ['predictor', 'transformer'].map((component) => ({
      'serving.kserve.io/inferenceservice': name,
      app: `isvc.${name}-${component}`,
      component,
    })),
  }),
  'actions.github.com/AutoscalingRunnerSet': (name) => ({ pods: [{ 'actions.github.com/scale-set-name': name }] }),
  'actions.summerwind.dev/RunnerDeployment': (name) => ({ pods: [{ 'runner-deployment-name': name }] }),
  'k8s.keycloak.org/Keycloak': (name) => ({
    objects: [...services(`${name}-service`, `${name}-discovery`), ...secrets(`${name}-initial-admin`)],
    pods: [{ app: 'keycloak', 'app.kubernetes.io/instance': name }],
  }),
  'argoproj.io/Rollout': (_, spec) => ({ pods: [at(spec.template, 'metadata', 'labels')] }),
  'trust.cert-manager.io/Bundle': (name) => ({
    objects: [...named('ConfigMap', name), ...secrets(name)].map((one) => ({ ...one, namespace: '*' })),
  }),
};

/** The Prometheus operator's StatefulSets, named `<program>-<name>`. */
function monitored(program: string, service = program): Maker {
  return (name) => ({
    objects: [
      ...services(`${service}-operated`),
      ...secrets(`${program}-${name}`, `${program}-${name}-generated`, `${program}-${name}-web-config`),
    ],
    pods: [
      {
        'app.kubernetes.io/name': program,
        'app.kubernetes.io/instance': name,
        'app.kubernetes.io/managed-by': 'prometheus-operator',
        'operator.prometheus.io/name': name,
        [program]: name,
      },
    ],
  });
}
