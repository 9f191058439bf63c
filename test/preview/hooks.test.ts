import { compared, object } from './support';

const job = (annotation: string, version: string) =>
  object(
    'Job',
    `spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: "x/migrate:${version}"}]}}}`,
    { apiVersion: 'batch/v1' },
  ).replace('{name: app', `{annotations: {${annotation}}, name: app`);

/** The API server itself refuses each of them: what delivers the Job deletes the old one first. */
it.each([
  ['a hook of Argo CD', 'argocd.argoproj.io/hook: PreSync', false],
  ['a hook of Helm', 'helm.sh/hook: pre-upgrade', false],
  ['a Job that Argo CD is to force', 'argocd.argoproj.io/sync-options: "Force=true,Replace=true"', false],
  ['a Job that Flux is to force', 'kustomize.toolkit.fluxcd.io/force: enabled', false],
  ['a hook that stays', 'argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: HookSucceeded', true],
  ['any other Job', 'a: b', true],
])('of %s', (_, annotation, isRefused) => {
  const { consequences } = compared(job(annotation, '1.0.0'), job(annotation, '1.0.1'));
  expect(consequences.some(({ code }) => code === 'replace/job-template')).toBe(isRefused);
});
