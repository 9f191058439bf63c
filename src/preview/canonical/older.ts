import type { Manifest } from '../../kubernetes/manifest';
import { type Fields, fields, items } from '../../kubernetes/manifest';

/** What an older version of the API says in other words, in those of the newest. */
export function inNewestWords(manifest: Manifest): Manifest {
  const { apiVersion, kind, spec } = manifest;
  if (kind === 'Ingress' && /^(extensions|networking\.k8s\.io)\/v1beta1$/.test(apiVersion))
    return { ...manifest, spec: ingress(fields(spec)) };
  if (kind === 'HorizontalPodAutoscaler' && apiVersion === 'autoscaling/v1')
    return { ...manifest, spec: autoscaler(fields(spec)) };
  return manifest;
}

function ingress({ backend: whole, rules, ...rest }: Fields): Fields {
  return {
    ...rest,
    ...(whole !== undefined && { defaultBackend: backend(fields(whole)) }),
    ...(rules !== undefined && { rules: items(rules).map(rule) }),
  };
}

function rule({ http, ...rest }: Fields): Fields {
  const { paths, ...others } = fields(http);
  if (paths === undefined) return http === undefined ? rest : { ...rest, http };
  const path = ({ backend: to, pathType = 'ImplementationSpecific', ...one }: Fields) => ({
    ...one,
    pathType,
    backend: backend(fields(to)),
  });
  return { ...rest, http: { ...others, paths: items(paths).map(path) } };
}

function backend({ serviceName, servicePort, ...rest }: Fields): Fields {
  if (serviceName === undefined) return rest;
  const port = typeof servicePort === 'number' ? { number: servicePort } : { name: servicePort };
  return { ...rest, service: { name: serviceName, port } };
}

function autoscaler({ targetCPUUtilizationPercentage: percentage, ...rest }: Fields): Fields {
  if (percentage === undefined) return rest;
  const target = { type: 'Utilization', averageUtilization: percentage };
  return { ...rest, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] };
}
