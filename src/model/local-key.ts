import type { Component } from './component';
import type { Namespace } from './namespace';
import { derived, Secret, type SecretKey } from './secret';

/** The same key in another namespace: pods read Secrets of their own namespace only, so a contract of that namespace derives from it. */
export function localKey(component: Component, namespace: Namespace, name: string, key: SecretKey): SecretKey {
  if (key.secret.namespace === namespace) return key;
  return new Secret(component, name, { namespace, keys: { [key.name]: derived`${key}` } }).key(key.name);
}
