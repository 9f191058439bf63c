import { changed, type Fields, isMap, type Json, put, renamed, type Site, sites } from '../sites';
import { inFree, type Operator } from './make';

/** What cdk8s makes no object without, as what it is: no stack can leave it out. */
const IDENTITY = /^(apiVersion|kind|metadata|metadata\.name)$/;

const places = (object: Fields): Site[] => sites(object).filter(({ where }) => !IDENTITY.test(where));

/** Changes at any place of any object. */
export const anywhere: readonly Operator[] = [
  {
    name: 'field renamed',
    expected: 'mixed',
    isAnywhere: true,
    mutants: (object) =>
      places(object)
        .filter((site) => typeof site.key === 'string' && !inFree(site, object))
        .map((site) => ({ where: site.where, object: renamed(object, site.path, `${site.key}s`) })),
  },
  {
    name: 'type changed',
    expected: 'mixed',
    isAnywhere: true,
    mutants: (object) =>
      places(object).flatMap(({ path, where, value }) => {
        const others: Json[] = Array.isArray(value)
          ? [{ first: 'one' }, 'text']
          : isMap(value)
            ? ['text', [value]]
            : typeof value === 'string'
              ? [7, { text: value }, [value]]
              : typeof value === 'number'
                ? ['many', { number: value }, value + 0.5]
                : ['perhaps', 1];
        return others.map((other) => ({ where, object: put(object, path, other) }));
      }),
  },
  {
    name: 'field removed',
    expected: 'mixed',
    isAnywhere: true,
    mutants: (object) =>
      places(object).map(({ path, where }) => ({ where, object: changed(object, path, () => undefined) })),
  },
  {
    name: 'emptied',
    expected: 'mixed',
    isAnywhere: true,
    mutants: (object) =>
      places(object)
        .filter(({ value }) => typeof value === 'string' || (value !== null && typeof value === 'object'))
        .map(({ path, where, value }) => ({
          where,
          object: put(object, path, Array.isArray(value) ? [] : isMap(value) ? {} : ''),
        })),
  },
];
