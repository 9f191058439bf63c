import { fields, items } from '../../../kubernetes/manifest';
import { SERVED } from '../../../kubernetes/served';
import { isOlder } from '../../../kubernetes/versions';
import { identityOf } from '../../match/identity';
import type { Side } from '../../side';
import { type Consequence, consequence, nameOf } from '../consequence';
import { type Judge, patched } from '../judge';
import { State } from '../state';

/** The oldest Kubernetes that gets fixes: what no version serves any more is gone wherever it is applied. */
const OLDEST = '1.33';

/** Objects that are written for another version of their API. */
export const moved: Judge = ({ before, after }) => {
  return after.objects.flatMap(({ manifest }) => {
    // Of several clusters, each may write it in its own way.
    const all = State.of(before).copies(manifest);
    const was = all[0]?.manifest;
    if (!was || all.some((one) => one.manifest.apiVersion === manifest.apiVersion)) return [];
    const object = identityOf(manifest);
    const params = { object: nameOf(object), before: was.apiVersion, after: manifest.apiVersion };
    return [consequence('api/version-moved', params, { about: [object], fields: [['apiVersion']] })];
  });
};

/** Objects in a version that the cluster does not serve, and did before. */
export const notServed: Judge = ({ before, after }) => {
  const [was, is] = [kubernetesOf(before), kubernetesOf(after)];
  return after.objects.flatMap(({ manifest }): Consequence[] => {
    const gone = goneSince(manifest, is);
    if (!gone) return [];
    const isAsBefore = State.of(before)
      .copies(manifest)
      .some((one) => one.manifest.apiVersion === manifest.apiVersion);
    if (isAsBefore && goneSince(manifest, was)) return [];
    const object = identityOf(manifest);
    const params = { object: nameOf(object), apiVersion: manifest.apiVersion, kubernetes: is, ...gone };
    return [consequence('api/version-removed', params, { about: [object], fields: [['apiVersion']] })];
  });
};

function goneSince({ apiVersion, kind }: { apiVersion: string; kind: string }, kubernetes = OLDEST) {
  const own = SERVED.get(apiVersion)?.find(({ kinds }) => kinds.includes(kind));
  return own?.until && !isOlder(kubernetes, own.until) ? { until: own.until, instead: own.instead } : undefined;
}

/** As stated; where there are several clusters, nothing is known. */
function kubernetesOf({ beyond }: Side): string | undefined {
  const versions = Object.values(beyond?.kubernetes ?? {});
  return versions.length === 1 ? versions[0] : undefined;
}

/** Versions that a definition no longer serves, or in which its objects were stored. */
export const definitions: Judge = (subject) =>
  patched(subject, 'apiextensions.k8s.io/CustomResourceDefinition').flatMap(({ says, before, after }) => {
    const { group, names } = fields(after.spec);
    const versions = new Map(items(fields(after.spec).versions).map((version) => [version.name, version]));
    return items(fields(before.spec).versions).flatMap((old): Consequence[] => {
      const own = versions.get(old.name);
      const version = String(old.name);
      if (!own && old.storage === true) return [says('api/stored-version-removed', { version }, [])];
      if (old.served !== true || own?.served === true) return [];
      const objects = State.of(subject.after)
        .of(String(fields(names).kind))
        .filter(({ apiVersion }) => apiVersion === `${group}/${version}`)
        .map((one) => nameOf(identityOf(one)));
      if (objects.length === 0) return [];
      return [says('api/definition-version-removed', { version, objects }, [])];
    });
  });
