import { isKept } from '../../../kubernetes/protection';
import { consequence } from '../consequence';
import { gone, type Judge } from '../judge';
import { replicasOf } from '../rolling';
import { homeOf, State } from '../state';

/** ServiceAccounts that go, although pods still name them. `default` is made anew by Kubernetes itself. */
export const accounts: Judge = (subject) =>
  gone(subject, '/ServiceAccount').flatMap(({ object, name, manifest }) => {
    if (isKept(manifest) || object.name === 'default') return [];
    const users = State.of(subject.after).makers.filter(
      ({ namespace, spec, manifest: { spec: own } }) =>
        namespace === homeOf(manifest) &&
        (spec.serviceAccountName ?? spec.serviceAccount) === object.name &&
        replicasOf(own) > 0,
    );
    return users.map((maker) =>
      consequence('downtime/account-missing', { object: maker.name, account: name }, { about: [maker.object, object] }),
    );
  });
