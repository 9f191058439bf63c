import { type Finding, finding } from '../../diagnostics/finding';
import { items } from '../../kubernetes/manifest';
import { containersOf } from '../../kubernetes/pods';
import type { Check } from '../check';
import { objectsOf } from '../objects-of';
import { podsOf } from '../pods';

/** Products that read a variable which the kubelet sets for a Service of their own name. */
const READ: readonly (readonly [RegExp, string])[] = [
  [/arizephoenix\/phoenix/, 'PHOENIX_PORT'],
  [/n8nio\/n8n/, 'N8N_PORT'],
  [/vllm-openai/, 'VLLM_PORT'],
  [/paperless-ngx/, 'PAPERLESS_PORT'],
  [/mlflow/, 'MLFLOW_PORT'],
];

/** Service links that a product takes for its own settings: `PHOENIX_PORT=tcp://10.43.0.7:6006`. */
export const links: Check = ({ graph, artifacts }) => {
  const services = new Set(
    objectsOf(graph, artifacts, 'Service')
      .filter(({ spec }) => spec.clusterIP !== 'None' && spec.type !== 'ExternalName')
      .map(({ namespace, manifest }) => `${namespace} ${manifest.metadata.name}`),
  );
  return podsOf(graph, artifacts).flatMap(({ object, namespace, spec, subject }) =>
    spec.enableServiceLinks === false
      ? []
      : containersOf(spec).flatMap(({ name, image, env }): Finding[] => {
          const [, variable = ''] = READ.find(([form]) => form.test(String(image))) ?? [];
          const service = variable
            .replace(/_PORT$/, '')
            .toLowerCase()
            .replaceAll('_', '-');
          const isSet = items(env).some((one) => one.name === variable);
          if (variable === '' || isSet || !services.has(`${namespace} ${service}`)) return [];
          const params = { object, container: String(name), variable, service };
          return [finding('workload/service-link', params, subject)];
        }),
  );
};
