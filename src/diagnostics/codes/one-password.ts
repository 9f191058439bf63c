import { error } from '../entry';

const ITEMS =
  'The operator reads one item and makes a Secret of the same name as its OnePasswordItem, with a key for each field of the item, called as the field is (onepassword-operator, USAGEGUIDE.md).';

/** Items of the 1Password operator. */
export const onePassword = {
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
};
