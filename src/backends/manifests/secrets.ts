import type { SecretNode } from '../../graph/graph';
import type { Sealed } from '../../graph/resolved';
import type { Manifest } from '../../kubernetes/manifest';
import { ANNOTATION, componentLabels } from './labels';

/**
 * What stands for a contract in the tree: the ciphertext that `steading secrets seal` made, an item for the 1Password operator,
 * or a Secret without data that a person fills. Never a value. What is made in the cluster itself has nothing here: Flux would take the data away again
 * that kubectl puts into an object of its own.
 */
export function secretManifest(secret: SecretNode, sealed: Sealed): Manifest[] {
  const { namespace, name, store, version, component } = secret;
  if (store === 'bootstrap') return [];
  const metadata = {
    name,
    namespace,
    labels: componentLabels(component),
    annotations: { [`${ANNOTATION}/version`]: String(version) },
  };
  if (store === 'sealed-secrets') {
    const ciphertext = sealed.get(`${namespace}/${name}`);
    return ciphertext ? [ciphertext.manifest] : [];
  }
  if (store === 'manual') return [{ apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque' }];
  const [item] = secret.keys.flatMap(({ source }) => (source.from === 'external' ? [source.item] : []));
  return [{ apiVersion: 'onepassword.com/v1', kind: 'OnePasswordItem', metadata, spec: { itemPath: item } }];
}
