import { isNextOf } from '../../match/identity';
import { consequence, nameOf } from '../consequence';
import type { Judge } from '../judge';

/** Objects that get another name or namespace. */
export const identity: Judge = ({ objects }) =>
  objects.flatMap(({ what, object, was }) => {
    if (!was || (what !== 'renamed' && what !== 'moved')) return [];
    if (isNextOf(was, object)) return [];
    const params = { before: nameOf(was), after: nameOf(object) };
    return [consequence(`replace/${what}`, params, { about: [object, was] })];
  });
