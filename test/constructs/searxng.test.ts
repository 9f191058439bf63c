import { load } from 'js-yaml';
import { Searxng } from '../../constructs/searxng';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

let query = '';
const { graph, objects } = declare((stack) => {
  const on = stack.cluster('homelab', CLUSTER).namespace('ai-services', { podSecurity: 'baseline', traffic: 'denied' });
  const searxng = new Searxng(stack, 'searxng', {
    on,
    version: '2026.8.20-8d3dd0cd4',
    url: 'https://search.vectorweight.com',
  });
  query = searxng.queryUrl;
});
const [workload] = graph.workloads;

describe('SearXNG', () => {
  it('answers programs in JSON and takes none of them for a robot', () => {
    expect(query).toBe('http://searxng.ai-services.svc.cluster.local:8080/search?q=<query>&format=json');
    expect(load(workload?.files[0]?.content ?? '')).toMatchObject({
      use_default_settings: true,
      search: { formats: ['html', 'json'] },
      server: { limiter: false, base_url: 'https://search.vectorweight.com/' },
    });
    expect(workload?.files[0]).toMatchObject({ path: '/etc/searxng/settings.yml' });
  });

  it('signs with a key from a contract, which stands in no file', () => {
    const value = { secret: 'searxng', key: 'SEARXNG_SECRET' };
    expect(workload?.main.env).toContainEqual(expect.objectContaining({ name: 'SEARXNG_SECRET', value }));
    expect(graph.secrets).toMatchObject([{ name: 'searxng', keys: [{ source: { from: 'generated' } }] }]);
    expect(workload?.files[0]?.content).not.toContain('secret_key');
  });

  it('runs as the user to whom its files belong', () => {
    expect(objects.find(({ kind }) => kind === 'Deployment')).toMatchObject({
      spec: { template: { spec: { securityContext: { runAsUser: 977, runAsGroup: 977, runAsNonRoot: true } } } },
    });
  });

  it('may ask search engines, and nobody at home', () => {
    expect(graph.connections).toMatchObject([{ port: 443, target: { cidrs: ['0.0.0.0/0'] } }]);
    expect(graph.connections[0]?.target).toHaveProperty('except', expect.arrayContaining(['192.168.0.0/16']));
  });
});
