import { compare } from '../../src/preview/compare';
import { changes, sideOf } from './seeded';

const unrelated = (value: string) => ({
  file: 'unrelated.yaml',
  manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'unrelated', namespace: 'x' }, data: { value } },
});

/** Two clusters in one repository, of which one is at the old state and the other at the new one, and nothing changes in either. */
it.each(['clusters/a/ clusters/b/', 'clusters/b/ clusters/a/', 'a/ b/', 'b/ a/'])(
  'what stands differently in %s is no change from one to the other',
  (places) => {
    const [one = '', two = ''] = places.split(' ');
    const loud = changes().flatMap((change) => {
      const [old, now] = [sideOf(change, 'old'), sideOf(change, 'new')];
      const both = (value: string) => ({
        ...old,
        objects: [
          ...old.objects.map((placed) => ({ ...placed, file: one + placed.file })),
          ...now.objects.map((placed) => ({ ...placed, file: two + placed.file })),
          unrelated(value),
        ],
      });
      const { objects, consequences, reach } = compare(both('1'), both('2'));
      return objects.length === 1 && consequences.length === 0 && reach.length === 0
        ? []
        : [[change.code, consequences.map(({ message }) => message)]];
    });
    expect(loud).toEqual([]);
  },
);
