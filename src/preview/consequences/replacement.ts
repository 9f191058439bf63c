import { consequence, nameOf } from './consequence';
import { type Judge, patched } from './judge';

const SELECTING = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

/** What the API server refuses to change. */
export const replacement: Judge = (subject) =>
  patched(subject).flatMap(({ object, fields }) => {
    const selector = fields.filter(({ path: [first, second] }) => first === 'spec' && second === 'selector');
    if (!SELECTING.has(object.kind) || selector.length === 0) return [];
    const about = { about: [object], fields: selector.map(({ path }) => path) };
    return [consequence('replace/selector', { object: nameOf(object) }, about)];
  });
