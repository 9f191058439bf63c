import { error } from '../entry';

/** Prometheus. */
export const prometheus = {
  'prometheus/no-pods': error<{ name: string; endpoint: string }>({
    message: ({ name, endpoint }) => `${name} scrapes '${endpoint}', which has no pods`,
    fix: () => 'scrape an endpoint of this cluster, or call watch(endpoint, alert) to probe whether it answers',
    explain: 'A PodMonitor finds pods by their labels. An address outside the cluster has neither pods nor labels.',
  }),
};
