import type { Problem, SecretCode } from '../../secrets/problem';
import { type Entry, error, warning } from '../entry';

/** What sealing says in its own words: it knows both parties, and never a value. */
type Told = Pick<Problem, 'message' | 'fix'>;

const told = (explain: string): Entry<Told> =>
  error<Told>({ message: ({ message }) => message, fix: ({ fix }) => fix, explain });

const CERTIFICATE =
  'Sealing needs the public certificate of the controller: `kubeseal --fetch-cert` prints it. It is no secret.';

const FILE =
  'Below secrets/ stand SealedSecrets only, each as secrets/<env>/<namespace>/<name>.yaml, so that a contract finds its ciphertext.';

/** Secrets: contracts, ciphertext and certificates. */
export const secret = {
  'secret/not-sealed': warning<{ secret: string; environment: string; why: string }>({
    message: ({ secret, why }) => `secret ${secret} is not sealed: ${why}`,
    fix: ({ environment }) => `run \`steading secrets seal ${environment}\``,
    explain: 'The tree contains ciphertext only. Pods that read the Secret wait until you seal the contract.',
  }),
  'secret/unknown-key': error<{ reader: string; variable: string; secret: string; key: string }>({
    message: ({ reader, variable, secret, key }) =>
      `${reader} reads ${variable} from key '${key}' of secret ${secret}, but no contract declares this key`,
    fix: () => 'declare the contract in the namespace of the reader; localKey() derives one from another namespace',
    explain:
      'A pod reads Secrets of its own namespace only. One that asks for a missing key stays in CreateContainerConfigError.',
  }),
  'secret/no-certificate': error<{ environment: string }>({
    message: ({ environment }) => `environment '${environment}' has no sealing certificate`,
    fix: () => 'write the output of `kubeseal --fetch-cert` into steading:sealing.certificate',
    explain: CERTIFICATE,
  }),
  'secret/certificate-missing': told(CERTIFICATE),
  'secret/certificate-unreadable': told(CERTIFICATE),
  'secret/certificate-not-rsa': told(
    'The controller of Sealed Secrets unwraps session keys with RSA-OAEP: a certificate with another key is not its own.',
  ),
  'secret/certificate-too-small': told(
    'An RSA key under 2048 bits can be factored; the controller makes keys of 4096.',
  ),
  'secret/certificate-expired': told(
    'The controller creates a new key every 30 days and keeps the old keys. An expired certificate may belong to a cluster that no longer exists.',
  ),
  'secret/private-key': told(
    'Anybody with the private key can decrypt every secret of the environment. Put only the certificate into the configuration.',
  ),
  'secret/duplicate': told('One contract for a Secret: two would overwrite each other.'),
  'secret/bad-name': told(
    'Kubernetes takes DNS subdomains as names and letters, digits, dots, dashes and underscores in keys.',
  ),
  'secret/bad-version': told('A version is a whole number; raising it is rotation.'),
  'secret/bad-length': told('A generated value has so many characters from its alphabet, its prefix not counted.'),
  'secret/bad-alphabet': told('A character that stands twice in an alphabet is drawn twice as often.'),
  'secret/mixed-sources': told(
    'A Secret has one source: ciphertext in Git, an operator, or a person. Two sources would overwrite each other.',
  ),
  'secret/unknown-source': told('A derived key is made from other keys; each of them needs a contract.'),
  'secret/not-derivable': told(
    'What a person or an operator fills is not known when a contract is sealed, so that nothing can be derived from it.',
  ),
  'secret/cycle': told('Keys that derive from one another in a circle have no first value.'),
  'secret/bcrypt-too-long': told('bcrypt reads 72 bytes and ignores the rest: a longer value would be hashed in part.'),
  'secret/plaintext': told(
    'A Secret with data in Git is known to everybody who can read the repository, now and in its history.',
  ),
  'secret/file-misplaced': told(FILE),
  'secret/file-name-differs': told(
    'Ciphertext opens under the name and namespace for which it was sealed, and no other.',
  ),
  'secret/file-not-ciphertext': told(
    'The value has not the form of ciphertext; the controller would refuse it, and it may be a plain value.',
  ),
  'secret/file-unreadable': told(FILE),
  'secret/file-wrong-kind': told(FILE),
  'secret/file-unclaimed': warning<Told>({
    message: ({ message }) => message,
    fix: ({ fix }) => fix,
    explain: 'Nothing reads the file. It may be left over from a contract that was renamed or dropped.',
  }),
  'secret/not-config-json': error<{ object: string; secret: string }>({
    message: ({ object, secret }) => `${object} mounts Secret '${secret}' for Kaniko, which finds no config.json in it`,
    fix: () => 'add items to the volume: [{key: .dockerconfigjson, path: config.json}]',
    explain:
      'A Secret for pulling images has one key, .dockerconfigjson. Kaniko reads /kaniko/.docker/config.json, and pushes without a password where that is missing.',
  }),
} satisfies Record<string, Entry<never>> & Record<SecretCode, Entry<Told>>;
