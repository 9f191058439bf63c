import { consequence, nameOf } from '../consequence';
import type { Judge } from '../judge';

/** Objects that get another name or namespace. */
export const identity: Judge = ({ objects }) =>
  objects.flatMap(({ what, object, was }) => {
    if (!was || (what !== 'renamed' && what !== 'moved')) return [];
    if (what === 'renamed' && stem(was.name) === stem(object.name)) return [];
    const params = { before: nameOf(was), after: nameOf(object) };
    return [consequence(`replace/${what}`, params, { about: [object, was] })];
  });

/** A name without the hash of its content, by which kustomize and others tell versions of an object apart. */
function stem(name: string): string {
  return name.replace(/-(?=[a-z]*\d)[a-z0-9]{5,10}$/, '');
}
