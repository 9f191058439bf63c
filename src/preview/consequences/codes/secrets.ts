import { list, note, warning } from '../../../diagnostics/entry';
import { does, some } from '../words';

const restarts = (readers: readonly string[]) =>
  readers.length > 0 ? `; ${some(readers)} ${does(readers, 'read')} it` : '';

const CONTRACT =
  'A contract says which keys a Secret has, where their values come from and which version they are of; it holds no value.';

/** What a person has to do about secrets, or what their readers will see. */
export const secrets = {
  'secrets/contract-added': warning<{
    secret: string;
    keys: readonly string[];
    todo: string;
    readers: readonly string[];
  }>({
    message: ({ secret, keys, todo, readers }) =>
      `secret ${secret} (${list(keys)}) is new: ${todo} before it can be used${readers.length > 0 ? ` by ${some(readers)}` : ''}`,
    fix: ({ todo }) => `${todo} before you merge: pods wait for it`,
    explain: CONTRACT,
  }),
  'secrets/contract-removed': note<{ secret: string; store: string }>({
    message: ({ secret, store }) => `no contract uses secret ${secret} any longer; its values stay in ${store}`,
    fix: () => 'revoke the credentials in it',
    explain: CONTRACT,
  }),
  'secrets/keys-changed': warning<{
    secret: string;
    added: readonly string[];
    removed: readonly string[];
    todo: string;
  }>({
    message: ({ secret, added, removed, todo }) =>
      `secret ${secret} ${[...(added.length > 0 ? [`gets ${list(added)}`] : []), ...(removed.length > 0 ? [`loses ${list(removed)}`] : [])].join(' and ')}: ${todo}`,
    fix: ({ todo }) => `${todo} before you merge: a container that reads a missing key does not start`,
    explain: CONTRACT,
  }),
  'secrets/rotated': warning<{
    secret: string;
    before: number;
    after: number;
    todo: string;
    readers: readonly string[];
  }>({
    message: ({ secret, before, after, todo, readers }) =>
      `secret ${secret} is rotated, version ${before} → ${after}: ${todo}${readers.length > 0 ? `; ${some(readers)} ${does(readers, 'restart')} with the new values` : ''}`,
    fix: () => 'revoke the old values when no client uses them any longer',
    explain:
      'Raising the version of a contract asks for new values. It is annotated on the pods that read it, so that just these restart.',
  }),
  'secrets/store-moved': warning<{ secret: string; before: string; after: string; todo: string }>({
    message: ({ secret, before, after, todo }) => `secret ${secret} moves from ${before} to ${after}: ${todo}`,
    fix: () => 'move the values before you merge, or the new store creates other values',
    explain:
      'The store of a contract provides its Secret: ciphertext in Git, the 1Password operator, the bootstrap of the cluster, or a person.',
  }),
  'secrets/source-changed': warning<{ secret: string; key: string; before: string; after: string }>({
    message: ({ secret, key, before, after }) =>
      `the value of '${key}' in secret ${secret} is ${after} from now on; it was ${before}`,
    fix: ({ after }) =>
      after === 'generated'
        ? 'check that no external system uses the old value'
        : 'have the value ready when you seal the secret',
    explain:
      'A generated value is made at random; external and manual ones are known to somebody outside, which must accept the new one.',
  }),
  'secrets/dangling': warning<{ object: string; secret: string }>({
    message: ({ object, secret }) =>
      `the change removes ${secret}, but ${object} still reads it: its next pod does not start`,
    fix: ({ secret }) => `keep ${secret}, or remove the reference first`,
    explain:
      'A container whose Secret is not there stays in CreateContainerConfigError, unless the reference is optional. Pods that run are not touched: it shows at the next restart.',
  }),
  'secrets/resealed': note<{ object: string; keys: readonly string[]; readers: readonly string[] }>({
    message: ({ object, keys, readers }) =>
      `${object} has new ciphertext (${some(keys)}): its values may have changed${restarts(readers)}`,
    fix: () => 'ask the author whether the values changed, or only the ciphertext',
    explain:
      'Every sealing gives another ciphertext, of the same value too: what is in it cannot be told (Sealed Secrets).',
  }),
  'secrets/value-changed': note<{ object: string; keys: readonly string[]; readers: readonly string[] }>({
    message: ({ object, keys, readers }) => `the values of ${object} change (${some(keys)})${restarts(readers)}`,
    fix: () =>
      'everybody with access to the repository can read them: store them as ciphertext, and revoke the old values',
    explain: 'data of a Secret is encoded, not encrypted.',
  }),
  'secrets/long-lived-token': warning<{ object: string; account: string }>({
    message: ({ object, account }) => `${object} holds a token of service account '${account}' that never expires`,
    fix: () => 'use tokens that expire (TokenRequest, kubectl create token)',
    explain:
      'A Secret of type kubernetes.io/service-account-token is filled with a token that is valid until the Secret is deleted (Kubernetes: Service Accounts).',
  }),
};
