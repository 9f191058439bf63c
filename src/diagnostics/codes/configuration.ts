import { error, list } from '../entry';

/** `Pulumi.<env>.yaml` and what it states. */
export const configuration = {
  'configuration/missing-file': error<{ file: string; environment: string }>({
    message: ({ file, environment }) => `environment '${environment}' has no configuration: ${file} does not exist`,
    fix: ({ file }) => `write ${file}; the README shows an example`,
    explain:
      'Pulumi.<env>.yaml holds every value that differs between sites, so that steading and pulumi read the same values.',
  }),
  'configuration/unreadable': error<{ file: string; reason: string }>({
    message: ({ file, reason }) => `the configuration ${file} cannot be read: ${reason}`,
    fix: ({ file }) => `make ${file} a file that the user who runs steading can read`,
    explain: 'The configuration of an environment is one file. Without it Steading cannot check the environment.',
  }),
  'configuration/not-yaml': error<{ detail: string }>({
    message: ({ detail }) => `not YAML: ${detail}`,
    fix: () => 'correct the syntax at that place',
    explain: 'The file is read as YAML 1.2, as pulumi reads it.',
  }),
  'configuration/unknown-key': error<{ key: string; known: readonly string[]; nearest: string | undefined }>({
    message: ({ key, known }) => `unknown key '${key}', expected ${known.length > 0 ? list(known, 'or') : 'none'}`,
    fix: ({ nearest }) => (nearest ? `did you mean '${nearest}'?` : 'remove it'),
    explain:
      'A key that Steading does not read has no effect, although its author expects one. Steading refuses it and suggests the nearest known key.',
  }),
  'configuration/missing-key': error<{ key: string; expected: string }>({
    message: ({ key, expected }) => `'${key}' is missing, expected ${expected}`,
    fix: ({ key }) => `add ${key}`,
    explain: 'The value has no default, because a guess would be wrong on most sites.',
  }),
  'configuration/wrong-value': error<{ key: string; got: string; expected: string }>({
    message: ({ key, got, expected }) => `'${key}' is ${got}, expected ${expected}`,
    fix: ({ expected }) => `give it ${expected}`,
    explain: 'The value does not have the form that Steading expects for this key.',
  }),
  'configuration/credential-in-address': error<{ key: string; place: string }>({
    message: ({ key }) => `'${key}' is an address that contains a credential`,
    fix: ({ place }) => `remove the credential from the address, rotate it, and put the new one into ${place}`,
    explain:
      'What stands in Pulumi.<env>.yaml goes into the tree, into state and into what is printed. Meant are passwords and tokens before the @, keys and signatures in the query, and the paths of webhooks that let whoever knows them post. The value is never printed.',
  }),
  'configuration/secret-in-place': error<{ key: string; area: string }>({
    message: ({ key, area }) =>
      key === area
        ? `'${key}' is a secure value, and steading reads that key in plain: a secure value is a top-level key of its own`
        : `'${key}' holds a secure value, and steading reads '${area}' in plain: a secure value is a top-level key of its own`,
    fix: ({ area }) =>
      `write ${area} in plain, and put what is secret under a key that nothing else has: \`pulumi config set --secret steading:<name>\``,
    explain:
      'What stands in an area is configuration: it goes into trees, messages and previews. The engine opens a secure value before a program sees it. As a top-level key of its own it stays opaque, and no command prints it.',
  }),
};
