import { Project } from '../../src/project';
import { ROOT } from '../support/steading';

/** What homelab is built from, where the engine was given these settings for an environment. */
function resolved(environment: string, settings: Readonly<Record<string, string>>) {
  const project = new Project(ROOT, '2026-11-21', { environment, settings, secured: new Set() });
  const [homelab] = project.chosen(['homelab']);
  if (!homelab) throw new Error('there is no homelab');
  return project.resolve(homelab);
}

it('takes what the engine was given for the environment that it deploys, and for none that lends it addresses', () => {
  const models = JSON.stringify({ gpu: ['mistral:7b'], cpu: [{ name: 'llama3.2:3b', size: '4Gi' }] });
  const { config, others } = resolved('homelab', { 'steading:models': models });
  expect(config.models).toMatchObject({ gpu: ['mistral:7b'] });
  expect(others).toEqual(resolved('gpu', {}).others);
  expect(() => resolved('gpu', { 'steading:models': models })).toThrow();
});
