import { changed, isSame, leaves, noise, pathText, scalarsOf } from '../../src/charts/values';
import { environments } from '../support/project';
import { steading } from '../support/steading';

const VALUES = { a: { b: 1, 'c.d': 'x' }, list: [{ e: 1 }], empty: {}, on: false, none: null };

describe('values of a chart', () => {
  it('are known by their paths; a list is one of them, an empty map is none', () => {
    expect(leaves(VALUES).map(pathText)).toEqual(['a.b', 'a."c.d"', 'list', 'on', 'none']);
  });

  it('change one at a time, and keep their kind', () => {
    expect(leaves(VALUES).map((path) => changed(VALUES, path))).toEqual([
      { ...VALUES, a: { b: 2, 'c.d': 'x' } },
      { ...VALUES, a: { b: 1, 'c.d': 'x-steading' } },
      { ...VALUES, list: [] },
      { ...VALUES, on: true },
      { ...VALUES, none: 'steading' },
    ]);
  });

  it('are compared by what they make, without what is drawn anew each time', () => {
    const secret = (value: string, more = {}) =>
      scalarsOf([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: { password: value, ...more } }]);
    const drawn = noise(secret('x'), secret('y'));
    expect(isSame(secret('x'), secret('z'), drawn)).toBe(true);
    expect(isSame(secret('x'), secret('z', { user: 'me' }), drawn)).toBe(false);
    expect(isSame(secret('x'), secret('z'), new Set())).toBe(false);
  });
});

it('without helm there is nobody to ask: 3', async () => {
  const cwd = environments({ shop: "stack.cluster('home', CLUSTER);" });
  const { code, stdout, stderr } = await steading(['check', '--charts'], { cwd, env: { PATH: '/nonexistent' } });
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toContain('error: no helm on the PATH\nto fix: install helm');
});
