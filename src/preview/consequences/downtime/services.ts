import { at, fields, items } from '../../../kubernetes/manifest';
import { selectorText } from '../../../kubernetes/selectors';
import { identityOf } from '../../match/identity';
import { callersOf } from '../callers';
import { consequence, nameOf } from '../consequence';
import { gone, type Judge, patched } from '../judge';
import { homeOf, State } from '../state';

/** Services and ports that go, although somebody still leads there. */
export const services: Judge = (subject) => [
  ...gone(subject, '/Service').flatMap(({ says, object, manifest }) => {
    const users = callersOf(subject.after, homeOf(manifest), object.name).map((caller) => caller.name);
    if (users.length === 0) return [];
    return [says('downtime/service-removed', { users: [...new Set(users)] })];
  }),
  ...patched(subject, '/Service').flatMap(({ says, object, before, after }) => {
    const now = new Set(portsOf(after.spec).flatMap(({ names }) => names));
    const callers = callersOf(subject.after, homeOf(after), object.name);
    return portsOf(before.spec).flatMap(({ names, text }) => {
      const lost = names.filter((one) => !now.has(one));
      const users = callers
        .filter(({ port }) => port !== undefined && lost.includes(port))
        .map((caller) => caller.name);
      if (users.length === 0) return [];
      const changed = ['spec', 'ports'];
      return [says('downtime/port-removed', { port: text, users: [...new Set(users)] }, changed)];
    });
  }),
];

function portsOf(spec: unknown): { names: string[]; text: string }[] {
  return items(fields(spec).ports).map(({ port, name }) => ({
    names: [String(port), ...(name === undefined ? [] : [String(name)])],
    text: name === undefined ? `port ${port}` : `port ${port} ('${name}')`,
  }));
}

/** Services that led to pods and lead to none. */
export const selectors: Judge = (subject) => {
  const [before, after] = [State.of(subject.before), State.of(subject.after)];
  return after.of('Service').flatMap((service) => {
    const all = before.copies(service).map(({ manifest }) => manifest);
    const old = all.at(-1);
    if (!old || all.some((one) => before.selected(homeOf(one), at(one.spec, 'selector')).length === 0)) return [];
    const [was, is] = [at(old.spec, 'selector'), at(service.spec, 'selector')];
    if (Object.keys(is).length === 0 || after.selected(homeOf(service), is).length > 0) return [];
    // Of pods that go it is said that they go.
    const lost = before.selected(homeOf(old), was).flatMap(({ id, name }) => (after.byId.has(id) ? [name] : []));
    if (lost.length === 0) return [];
    const object = identityOf(service);
    const params = { object: nameOf(object), selector: selectorText({ matchLabels: is }), before: lost };
    return [consequence('downtime/selector-matches-nothing', params, { about: [object] })];
  });
};
