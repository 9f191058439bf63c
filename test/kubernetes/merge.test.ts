import { merged } from '../../src/kubernetes/merge';
import { DEPLOYMENT, PATCHES } from './merges';

const spec = (patch: string) => merged(DEPLOYMENT, PATCHES[patch] ?? {}).spec.template.spec;

it('merges members that have a key, keeps the others, and appends new ones', () => {
  expect(spec('merges what is in a container').containers).toEqual([
    {
      ...DEPLOYMENT.spec.template.spec.containers[0],
      env: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    },
    { name: 'side', image: 'busybox' },
  ]);
});

it('replaces lists whose members have no key', () => {
  expect(spec('replaces a list without keys').containers[0]).toMatchObject({ args: ['-c'] });
});

it('removes a field by null', () => {
  expect(merged(DEPLOYMENT, PATCHES['removes a field'] ?? {}).spec).not.toHaveProperty('replicas');
});

it('leaves the object itself alone', () => {
  const before = structuredClone(DEPLOYMENT);
  for (const patch of Object.values(PATCHES)) merged(DEPLOYMENT, patch);
  expect(DEPLOYMENT).toEqual(before);
});
