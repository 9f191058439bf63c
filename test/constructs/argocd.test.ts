import { ApiObject } from 'cdk8s';
import { load } from 'js-yaml';
import { ArgoCd } from '../../constructs/argocd';
import { RunnerController, Runners } from '../../constructs/runners';
import { Component } from '../../src';
import { CLUSTER } from '../invalid/props';
import { declare } from '../support/declare';

const REPOSITORY = 'https://git.vectorweight.com/platform/gitops.git';

const { graph, objects } = declare((stack) => {
  const cluster = stack.cluster('homelab', CLUSTER);
  cluster.namespace('kube-system', { existing: true });
  new ArgoCd(stack, 'argocd', {
    on: cluster.namespace('argocd'),
    version: '10.1.1',
    host: 'argocd.vectorweight.com',
    repository: REPOSITORY,
  });
  const controller = new RunnerController(stack, 'arc', { on: cluster.namespace('arc-systems'), version: '0.14.2' });
  const url = 'https://github.com/example';
  const metadata = { name: 'by-hand', namespace: 'elsewhere' };
  new ApiObject(new Component(stack, 'raw'), 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata });
  new Runners(stack, 'runners', { on: cluster.namespace('arc-runners'), controller, version: '2.335.1', url });
});
const release = graph.releases.find(({ name }) => name === 'argocd');
const { cm, params } = (release?.values.configs ?? {}) as Record<'cm' | 'params', Record<string, string>>;

describe('Argo CD', () => {
  it('is what the commands of the manual look for', () => {
    const pods = (name: string) => ({ 'app.kubernetes.io/name': name });
    expect(release).toMatchObject({ chart: 'argo-cd', version: '10.1.1', namespace: 'argocd' });
    expect(release?.brings).toEqual(
      expect.arrayContaining([
        { apiVersion: 'apps/v1', kind: 'Deployment', name: 'argocd-server', labels: pods('argocd-server') },
        { apiVersion: 'apps/v1', kind: 'Deployment', name: 'argocd-repo-server', labels: pods('argocd-repo-server') },
        {
          apiVersion: 'apps/v1',
          kind: 'StatefulSet',
          name: 'argocd-application-controller',
          labels: pods('argocd-application-controller'),
        },
      ]),
    );
    expect(release?.defines).toEqual([
      'argoproj.io/Application',
      'argoproj.io/ApplicationSet',
      'argoproj.io/AppProject',
    ]);
  });

  it('sees the EndpointSlices of which Services for machines outside are made', () => {
    const excluded = load(cm['resource.exclusions'] ?? '') as { apiGroups: string[]; kinds: string[] }[];
    expect(excluded).toContainEqual({ apiGroups: [''], kinds: ['Endpoints'] });
    expect(excluded.flatMap(({ kinds }) => kinds)).not.toContain('EndpointSlice');
    expect(cm['application.resourceTrackingMethod']).toBe('annotation');
  });

  it('waits for an application that is not synced, or not yet compared with what is asked for', () => {
    const health = cm['resource.customizations.health.argoproj.io_Application'];
    expect(health).toContain('status.sync.status ~= "Synced" and not tried then return hs end');
    expect(health).toContain('state.phase == "Succeeded" and (sync.autoHealAttemptsCount or 0) > 1');
    expect(health).toContain('same(compared.sources or compared.source, obj.spec.sources or obj.spec.source)');
  });

  it('leaves TLS to whoever stands in front of it', () => {
    expect(params['server.insecure']).toBe(true);
    expect(release?.values.global).toEqual({ domain: 'argocd.vectorweight.com' });
    expect(graph.endpoints.find(({ component, name }) => component === 'argocd' && name === 'http')).toMatchObject({
      host: 'argocd-server.argocd.svc.cluster.local',
      port: 80,
    });
  });

  it('has a project that admits the sources and namespaces of this stack, those of raw objects too, and no others', () => {
    const server = 'https://kubernetes.default.svc';
    expect(objects.find(({ kind }) => kind === 'AppProject')).toMatchObject({
      metadata: { name: 'test', namespace: 'argocd' },
      spec: {
        sourceRepos: [
          'ghcr.io/actions/actions-runner-controller-charts',
          'https://argoproj.github.io/argo-helm',
          REPOSITORY,
        ],
        destinations: ['', 'arc-runners', 'arc-systems', 'argocd', 'elsewhere', 'kube-system'].map((namespace) => ({
          server,
          namespace,
        })),
      },
    });
  });
});
