import type { Manifest } from '../../../kubernetes/manifest';
import { fields } from '../../../kubernetes/manifest';
import { isSops } from '../../canonical/sops';
import type { Side } from '../../side';
import { type Consequence, consequence } from '../consequence';
import { type Judge, made, patched } from '../judge';
import { replicasOf } from '../rolling';
import { homeOf, State } from '../state';

const CONTENT = ['data', 'stringData', 'encryptedData'];

/** Secrets that hold other values, that nobody makes any more, that hold a token. */
export const objects: Judge = (subject) => [
  ...patched(subject, '/Secret', 'SealedSecret').flatMap(({ says, object, before, after }): Consequence[] => {
    const isCustom = object.kind === 'SealedSecret';
    const isSealed = isCustom || (isSops(before) && isSops(after));
    const [old, now] = isCustom ? [fields(before.spec), fields(after.spec)] : [before, after];
    const keys = CONTENT.flatMap((part) => {
      const [was, is] = [fields(old[part]), fields(now[part])];
      return [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => was[key] !== is[key]);
    });
    if (keys.length === 0) return [];
    const readers = State.of(subject.after).readers('Secret', homeOf(after), object.name);
    const params = { keys, readers: [...new Set(readers.map(({ maker }) => maker.name))] };
    return [says(isSealed ? 'secrets/resealed' : 'secrets/value-changed', params, [])];
  }),
  ...made(subject, '/Secret').flatMap(({ says, manifest }) => {
    if (manifest.type !== 'kubernetes.io/service-account-token') return [];
    const account = manifest.metadata.annotations?.['kubernetes.io/service-account.name'] ?? 'unknown';
    return [says('secrets/long-lived-token', { account })];
  }),
];

/** Secrets that pods read and that were made before. */
export const dangling: Judge = ({ before, after }) => {
  const [old, now] = [promised(before), promised(after)];
  const state = State.of(after);
  return [...old].flatMap((id) => {
    if (now.has(id)) return [];
    const [namespace = '', name = ''] = id.split('/');
    const readers = state
      .readers('Secret', namespace, name)
      .filter(({ optional, maker }) => !optional && replicasOf(maker.manifest.spec) > 0);
    return [...new Set(readers.map(({ maker }) => maker))].map((maker) =>
      consequence(
        'secrets/dangling',
        { object: maker.name, secret: `Secret '${name}'` },
        { about: [maker.object, `${namespace}/Secret/${name}`] },
      ),
    );
  });
};

/** Secrets that somebody makes. */
function promised(side: Side): ReadonlySet<string> {
  const state = State.of(side);
  const made = state
    .of('Secret', 'SealedSecret', 'OnePasswordItem', 'ExternalSecret', 'Certificate')
    .map((manifest) => `${homeOf(manifest)}/${nameOfSecret(manifest)}`);
  return new Set([...made, ...(side.beyond?.contracts.map(({ namespace, name }) => `${namespace}/${name}`) ?? [])]);
}

function nameOfSecret({ kind, metadata, spec }: Manifest): unknown {
  const { secretName, target } = fields(spec);
  if (kind === 'Certificate') return secretName;
  return kind === 'ExternalSecret' ? (fields(target).name ?? metadata.name) : metadata.name;
}
