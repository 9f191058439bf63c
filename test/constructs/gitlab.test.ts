import { GitLab } from '../../constructs/gitlab';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

it('GitLab is a Service that leads to the machine it runs on', () => {
  const { graph, objects } = declare((stack) => {
    const on = stack.cluster('homelab', CLUSTER).namespace('gitlab', { traffic: 'denied' });
    new GitLab(stack, 'gitlab', { on, address: '192.168.1.20' });
  });
  expect(objects.find(({ kind }) => kind === 'Service')).toMatchObject({
    metadata: { name: 'gitlab', namespace: 'gitlab' },
    spec: { ports: [{ port: 80, targetPort: 80 }] },
  });
  expect(objects.find(({ kind }) => kind === 'Service')?.spec).not.toHaveProperty('selector');
  expect(objects.find(({ kind }) => kind === 'EndpointSlice')).toMatchObject({
    metadata: { labels: { 'kubernetes.io/service-name': 'gitlab' } },
    endpoints: [{ addresses: ['192.168.1.20'] }],
  });
  expect(graph.connections).toMatchObject([{ from: 'test/gitlab', to: 'test/gitlab-server', port: 80 }]);
});
