/** Every mistake that sealing can name. */
export type SecretCode =
  | 'secret/bad-alphabet'
  | 'secret/bad-length'
  | 'secret/bad-name'
  | 'secret/bad-version'
  | 'secret/bcrypt-too-long'
  | 'secret/certificate-expired'
  | 'secret/certificate-missing'
  | 'secret/certificate-not-rsa'
  | 'secret/certificate-too-small'
  | 'secret/certificate-unreadable'
  | 'secret/cycle'
  | 'secret/duplicate'
  | 'secret/file-misplaced'
  | 'secret/file-name-differs'
  | 'secret/file-not-ciphertext'
  | 'secret/file-unclaimed'
  | 'secret/file-unreadable'
  | 'secret/file-wrong-kind'
  | 'secret/mixed-sources'
  | 'secret/not-derivable'
  | 'secret/plaintext'
  | 'secret/private-key'
  | 'secret/unknown-source';

/** One mistake as plain data. No part of it is ever made from a value. */
export interface Problem {
  readonly code: SecretCode;
  readonly message: string;
  readonly fix: string;
  /** What it is about: contracts as `namespace/name`, files as paths. */
  readonly paths: readonly string[];
}

/** What was asked for, or why there is none. */
export type Outcome<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly value: undefined; readonly problems: readonly [Problem, ...Problem[]] };

export function problem(code: SecretCode, message: string, fix: string, paths: readonly string[] = []): Problem {
  return { code, message, fix, paths };
}

export function good<T>(value: T): Outcome<T> {
  return { value, problems: [] };
}

export function bad(...problems: readonly [Problem, ...Problem[]]): Outcome<never> {
  return { value: undefined, problems };
}
