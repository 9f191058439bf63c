import { annotationKey, labelValue, qualifiedName } from '../../kubernetes/forms';
import type { Place } from './place';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];
const LEVEL = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)(-version)?$/;

/** What is said of the metadata of any object, and of the pods that it makes. */
export function metadata(place: Place): void {
  labels(place.at('labels'));
  const annotations = place.at('annotations');
  for (const key of annotations.keys())
    if (!annotationKey.test(key)) annotations.at(key).wrong(`its key to be ${annotationKey.expected}`);
  for (const finalizer of place.at('finalizers').each()) finalizer.must(qualifiedName);
}

/** Names with values, as labels are; also what selects by them. */
export function labels(place: Place): void {
  const keys = place.keys();
  for (const key of keys) if (!qualifiedName.test(key)) place.at(key).wrong(`its key to be ${qualifiedName.expected}`);
  place.mustAt(keys, labelValue);
}

/** A selector with `matchLabels` and `matchExpressions`. */
export function selector(place: Place): void {
  if (!place.exists) return;
  labels(place.at('matchLabels'));
  expressions(place.at('matchExpressions'), OPERATORS);
}

export function expressions(place: Place, operators: readonly string[]): void {
  for (const expression of place.each()) {
    expression.at('key').must(qualifiedName);
    const operator = expression.at('operator');
    if (!operators.includes(String(operator.value))) operator.wrong(`one of ${operators.join(', ')}`);
    const values = expression.at('values');
    const count = values.each().length;
    if (/^(Not)?In$/.test(String(operator.value)) && count === 0) values.wrong('one value at least');
    if (/Exist/.test(String(operator.value)) && count > 0) values.wrong(`nothing beside ${operator.value}`);
  }
}

/** The levels of the Pod Security Standards that a namespace is labelled with. */
export function levels(place: Place): void {
  const all = place.at('metadata', 'labels');
  for (const key of all.keys()) {
    const [, level, version] = LEVEL.exec(key) ?? [];
    if (!level) continue;
    const value = String(all.at(key).value);
    if (version && !/^(latest|v1\.(0|[1-9]\d*))$/.test(value)) all.at(key).wrong("'latest' or a version like v1.35");
    if (!version && !/^(privileged|baseline|restricted)$/.test(value))
      all.at(key).wrong('privileged, baseline or restricted');
  }
}
