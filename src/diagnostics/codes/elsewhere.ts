import { error } from '../entry';

const ITEMS =
  'The operator reads one item and makes a Secret of the same name as its OnePasswordItem, with a key for each field of the item, called as the field is (onepassword-operator, USAGEGUIDE.md).';

/** Mistakes about what others keep: files of a server, items of a password store, models for a key. */
export const elsewhere = {
  'storage/squashed-owner': error<{
    volume: string;
    storageClass: string;
    squash: { readonly uid: number; readonly gid: number };
    runs: number | undefined;
  }>({
    message: ({ volume, storageClass, squash: { uid, gid }, runs }) =>
      `the program on volume ${volume} refuses files of others and runs as ${runs === undefined ? "its image's own user" : `uid ${runs}`}, but class '${storageClass}' makes all files ${uid}:${gid}`,
    fix: ({ squash: { uid, gid } }) => `run it as that user: user: { uid: ${uid}, gid: ${gid} }`,
    explain:
      'A file server with all_squash gives every file to one user, whoever writes it. PostgreSQL and etcd look at who owns their folder and end where it is somebody else.',
  }),
  'one-password/item-path': error<{ secret: string; item: string }>({
    message: ({ secret, item }) => `secret ${secret} is to be copied from '${item}', which is no path of an item`,
    fix: () => 'write vaults/<vault>/items/<item>, each by its id or its title',
    explain: ITEMS,
  }),
  'one-password/several-items': error<{ secret: string; items: readonly string[] }>({
    message: ({ secret, items }) => `secret ${secret} is to be copied from ${items.length} items: ${items.join(', ')}`,
    fix: () => 'make one contract for each item, or keep the fields in one item',
    explain: ITEMS,
  }),
  'one-password/key-name': error<{ secret: string; key: string; field: string; made: string }>({
    message: ({ secret, key, field, made }) =>
      `key '${key}' of secret ${secret} is to hold the field '${field}', which the operator puts under '${made}'`,
    fix: ({ key, made }) => `call the key '${made}', or the field in 1Password '${key}'`,
    explain: ITEMS,
  }),
  'litellm/bad-models': error<{ name: string; reason: string }>({
    message: ({ name, reason }) => `${name} cannot take its list of models from the file: ${reason}`,
    fix: () => 'write `model_list:` with entries of `model_name` and `litellm_params: { model: … }`',
    explain:
      'The file is one that a person edits: what LiteLLM would read from it is looked at before it is delivered.',
  }),
  'litellm/unknown-variable': error<{ name: string; model: string; variable: string }>({
    message: ({ name, model, variable }) => `${name}: '${model}' reads os.environ/${variable}, which it is not given`,
    fix: ({ variable }) =>
      `hand over a key of that name, models(text, [secret.key('${variable}')]), or correct the file`,
    explain: 'LiteLLM takes a variable that is not there for an empty key, and every request to that model is refused.',
  }),
  'litellm/variable-taken': error<{ name: string; variable: string; secret: string }>({
    message: ({ name, variable, secret }) => `${name} has ${variable} already, not from secret '${secret}'`,
    fix: () => 'give the key of one of the two another name',
    explain: 'A key for a cloud becomes a variable of the same name: two would overwrite each other.',
  }),
};
