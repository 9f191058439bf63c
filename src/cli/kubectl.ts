import { typed } from '../base/typed';

interface Named {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** `deployment.apps/web`, as kubectl takes it. */
export function kubectlName({ apiVersion, kind, metadata: { name } }: Named): string {
  const [group, version] = apiVersion.split('/');
  return `${kind.toLowerCase()}${version === undefined ? '' : `.${group}`}/${name}`;
}

/** The command that changes an object by operations of RFC 6902, all of them or none. */
export function kubectlPatch(object: Named, operations: readonly unknown[]): string {
  const { namespace } = object.metadata;
  const place = namespace === undefined ? '' : ` --namespace ${typed(namespace)}`;
  return `kubectl patch ${typed(kubectlName(object))}${place} --type=json --patch ${typed(JSON.stringify(operations))}`;
}
