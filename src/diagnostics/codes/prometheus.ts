import { error } from '../entry';

/** Prometheus. */
export const prometheus = {
  'prometheus/no-pods': error<{ name: string; endpoint: string }>({
    message: ({ name, endpoint }) => `${name} is to collect metrics from '${endpoint}', which has no pods`,
    fix: () => 'scrape an endpoint of this cluster, or watch(endpoint, alert) to know whether it answers',
    explain: 'A PodMonitor finds pods by their labels. An address outside the cluster has neither pods nor labels.',
  }),
};
