import { containerPaths, templatePath } from '../pods';
import { changed, type Fields, type Json, type Path, put, type Site, sites } from '../sites';

export interface Mutant {
  /** Which place was changed, with `[]` for indices. */
  readonly where: string;
  readonly object: Fields;
}

export interface Operator {
  readonly name: string;
  /** What the API server should say of its mutants; `mixed` where that depends on the place. */
  readonly expected: 'refused' | 'accepted' | 'mixed';
  readonly mutants: (object: Fields) => readonly Mutant[];
  /** Works at every place of every object. Default false. */
  readonly isAnywhere?: true;
}

/** Maps whose keys a person chooses: a renamed key there is another name, no misspelt field. */
const FREE =
  /(^|\.)(labels|annotations|matchLabels|nodeSelector|data|stringData|encryptedData|valuesObject|limits|requests)$/;
export const inFree = ({ path }: Site, object: Fields): boolean =>
  path.some((_, i) => i > 0 && freeMap(path.slice(0, i), object));

function freeMap(path: Path, object: Fields): boolean {
  const where = path
    .map((key) => (typeof key === 'number' ? '[]' : `.${key}`))
    .join('')
    .replace(/^\./, '');
  if (where === 'spec.selector') return object.kind === 'Service';
  return FREE.test(where);
}

/** Places of an object itself: what a chart makes of its values is nobody's to judge here. */
const places = (object: Fields, where: RegExp): Site[] =>
  sites(object).filter((site) => where.test(site.where) && !site.where.includes('.valuesObject.'));

/** Every place that matches, with each of these values. */
export function values(
  name: string,
  where: RegExp,
  all: readonly Json[],
  expected: Operator['expected'] = 'refused',
): Operator {
  return {
    name,
    expected,
    mutants: (object) =>
      places(object, where).flatMap((site) =>
        all.map((value) => ({ where: site.where, object: put(object, site.path, value) })),
      ),
  };
}

/** A change to what every container has, or gets. */
export function ofContainers(
  name: string,
  field: Path,
  all: readonly Json[],
  expected: Operator['expected'] = 'refused',
): Operator {
  return {
    name,
    expected,
    mutants: (object) =>
      containerPaths(object).flatMap((path) =>
        all.map((value) => ({
          where: `container.${field.join('.')}`,
          object: put(object, [...path, ...field], value),
        })),
      ),
  };
}

/** A change to the specification of a pod. */
export function ofPods(
  name: string,
  field: Path,
  all: readonly Json[],
  expected: Operator['expected'] = 'refused',
): Operator {
  return {
    name,
    expected,
    mutants: (object) => {
      const template = templatePath(object);
      if (!template) return [];
      return all.map((value) => ({
        where: `pod.${field.join('.')}`,
        object: put(object, [...template, ...field], value),
      }));
    },
  };
}

/** A change to objects of one kind. */
export function ofKind(
  kind: RegExp,
  name: string,
  field: Path,
  all: readonly Json[],
  expected: Operator['expected'] = 'refused',
): Operator {
  return {
    name,
    expected,
    mutants: (object) =>
      kind.test(String(object.kind))
        ? all.map((value) => ({ where: `${object.kind} ${field.join('.')}`, object: put(object, field, value) }))
        : [],
  };
}

/** Lists in which each member is told from the others by `key`: the first of them is put there twice. */
export function twice(name: string, where: RegExp, expected: Operator['expected'] = 'refused'): Operator {
  return {
    name,
    expected,
    mutants: (object) =>
      places(object, where)
        .filter((site) => Array.isArray(site.value) && site.value.length > 0)
        .map((site) => ({
          where: site.where,
          object: changed(object, site.path, (list) => [...(list as Json[]), (list as Json[])[0] as Json]),
        })),
  };
}

export function appended(
  name: string,
  where: RegExp,
  all: readonly Json[],
  expected: Operator['expected'] = 'refused',
): Operator {
  return {
    name,
    expected,
    mutants: (object) =>
      places(object, where)
        .filter((site) => Array.isArray(site.value))
        .flatMap((site) =>
          all.map((value) => ({
            where: site.where,
            object: changed(object, site.path, (list) => [...(list as Json[]), value]),
          })),
        ),
  };
}

/** The operator, for objects of which that is so. */
export function only(of: (object: Fields) => boolean, operator: Operator): Operator {
  return { ...operator, mutants: (object) => (of(object) ? operator.mutants(object) : []) };
}

/** For Kubernetes' own kinds: what others keep in fields of the same name is judged by their definitions, or by nobody. */
export const ofKubernetes = (operator: Operator): Operator =>
  only(({ apiVersion }) => /^([a-z]+\/|[a-z.]+\.k8s\.io\/)?v\d+$/.test(String(apiVersion)), operator);

const TEMPLATE = '^spec\\.(jobTemplate\\.spec\\.)?template\\.spec\\.';
const CONTAINER = `${TEMPLATE}(initContainers|containers)\\[\\]\\.`;
export const inTemplate = (rest: string): RegExp => new RegExp(`${TEMPLATE}${rest}$`);
export const inContainer = (rest: string): RegExp => new RegExp(`${CONTAINER}${rest}$`);

export const LONG = 'a'.repeat(64);
