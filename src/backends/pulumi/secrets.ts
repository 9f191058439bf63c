import type { KeyRef, KeySourceNode, SecretNode } from '../../graph/graph';
import type { Lowered } from '../artifact';
import { ANNOTATION, componentLabels } from '../manifests/labels';
import { componentId } from './identity';
import { idOf, type Resource, type ResourceId, resource, type Text } from './resource';

const RANDOM = 'random:index/randomPassword:RandomPassword';
/** bcrypt's own alphabet; 22 of its characters are a salt of 128 bits. */
const SALT = { alphabet: './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', length: 22 };

/** Name under which a person hands over a value: `pulumi config set --secret steading:secret.<namespace>.<name>.<key>`. */
export function configKey({ namespace, secret, key }: KeyRef): string {
  return `secret.${namespace}.${secret}.${key}`;
}

/**
 * The random values that contracts are made of. They are drawn once and stay in the state, encrypted; a raised version of the contract draws
 * them anew.
 */
export function drawn(contracts: readonly SecretNode[]): Resource[] {
  return contracts.flatMap(({ namespace, name: secret, keys, component, version }) =>
    keys.flatMap(({ name: key, source }) => {
      if (source.from !== 'generated' && source.from !== 'bcrypt') return [];
      const { alphabet, length } = source.from === 'generated' ? source : SALT;
      const only = { upper: false, lower: false, numeric: false, special: true, overrideSpecial: alphabet };
      return resource(RANDOM, pathOf({ namespace, secret, key }), {
        parent: componentId(component),
        inputs: { length, ...only, keepers: { version: String(version) } },
        options: { dependsOn: [], additionalSecretOutputs: ['result', 'bcryptHash'] },
      });
    }),
  );
}

/** The Secret of each contract. What only a person has is taken from the configuration; where it has none the key is left to them. */
export function secretObjects(contracts: readonly SecretNode[]): Lowered[] {
  const all = new Map(contracts.map((contract) => [`${contract.namespace}/${contract.name}`, contract]));
  const value = (ref: KeyRef): Text => {
    const source = all.get(`${ref.namespace}/${ref.secret}`)?.keys.find(({ name }) => name === ref.key)?.source;
    if (!source) throw new Error(`no contract has the key ${pathOf(ref)}`);
    return text(source, ref, value);
  };
  return contracts.map(({ namespace, name, component, version, keys }) => {
    const data = keys.map(({ name: key }) => [key, { 'fn::toBase64': value({ namespace, secret: name, key }) }]);
    const annotations = { [`${ANNOTATION}/version`]: String(version) };
    const metadata = { name, namespace, labels: componentLabels(component), annotations };
    const manifest = { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data: Object.fromEntries(data) };
    return { component, layer: 'workload', manifest };
  });
}

function text(source: KeySourceNode, ref: KeyRef, value: (of: KeyRef) => Text): Text {
  const random: Text = { 'fn::ref': { id: randomId(ref), property: 'result' } };
  if (source.from === 'generated') return source.prefix === '' ? random : { 'fn::join': [source.prefix, random] };
  if (source.from === 'bcrypt') return { 'fn::bcrypt': { of: value(source.of), salt: random } };
  if (source.from === 'derived')
    return { 'fn::join': source.template.map((part) => (typeof part === 'string' ? part : value(part))) };
  return { 'fn::config': configKey(ref) };
}

const pathOf = ({ namespace, secret, key }: KeyRef): string => `${namespace}/${secret}/${key}`;

const randomId = (ref: KeyRef): ResourceId => idOf(RANDOM, pathOf(ref));
