import { isKept } from '../../../kubernetes/protection';
import { consequence } from '../consequence';
import { gone, type Judge } from '../judge';
import { replicasOf } from '../rolling';
import { homeOf, State } from '../state';

/** ConfigMaps that go, although pods still read them. */
export const configuration: Judge = (subject) =>
  gone(subject, '/ConfigMap').flatMap(({ object, manifest }) => {
    if (isKept(manifest)) return [];
    const readers = State.of(subject.after)
      .readers('ConfigMap', homeOf(manifest), object.name)
      .filter(({ optional, maker }) => !optional && replicasOf(maker.manifest.spec) > 0);
    return [...new Set(readers.map(({ maker }) => maker))].map((maker) =>
      consequence(
        'downtime/config-missing',
        { object: maker.name, config: `ConfigMap '${object.name}'` },
        { about: [maker.object, object] },
      ),
    );
  });
