import { dump } from 'js-yaml';
import { Unreadable } from '../base/limits';
import { readYaml } from '../base/yaml';
import { at, type Fields, fields, type Manifest } from '../kubernetes/manifest';
import { contractId, isPlace } from './contract';
import { bad, good, type Outcome, type Problem, problem } from './problem';
import { isCiphertext, type SealedSecret, VERSION_ANNOTATION } from './sealed-secret';

/** A ciphertext file as it was found. */
export interface CiphertextFile {
  readonly path: string;
  readonly namespace: string;
  readonly name: string;
  /** Absent when somebody sealed it by hand. */
  readonly version: number | undefined;
  readonly keys: readonly string[];
  readonly manifest: Manifest;
}

const RULE = 'secrets/<env>/<namespace>/<name>.yaml';
const SEAL_AGAIN = 'remove the file and run `steading secrets seal`';

/** Where the ciphertext of a contract stands, from the root of the project. */
export function ciphertextPath(
  environment: string,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): string {
  return `secrets/${environment}/${namespace}/${name}.yaml`;
}

/** The text of a ciphertext file: the same object always gives the same bytes. */
export function renderCiphertext(sealed: SealedSecret): string {
  return dump(sealed, { lineWidth: -1, noRefs: true });
}

/** Reads a ciphertext file; `path` is the one from the root of the project, with slashes. Nothing of its content is repeated but names. */
export function parseCiphertext(path: string, text: string): Outcome<CiphertextFile> {
  const [, namespace = '', name = ''] = /^secrets\/[^/]+\/([^/]+)\/([^/]+)\.yaml$/.exec(path) ?? [];
  const documents = read(text);
  if (!Array.isArray(documents))
    return bad(problem('secret/file-unreadable', `${path} is no YAML: ${documents.error}`, SEAL_AGAIN, [path]));
  const objects = documents.flatMap((document) => members(fields(document)));
  const open = objects.find(showsPlaintext);
  if (open) return bad(plaintext(path));
  if (!isPlace({ namespace, name }))
    return bad(problem('secret/file-misplaced', `${path} is no ${RULE}`, 'move it there, or out of secrets/', [path]));
  const [object, ...others] = objects;
  if (!object || others.length > 0 || object.apiVersion !== 'bitnami.com/v1alpha1' || object.kind !== 'SealedSecret') {
    return bad(
      problem('secret/file-wrong-kind', `${path} is not one SealedSecret of bitnami.com/v1alpha1`, SEAL_AGAIN, [path]),
    );
  }
  return sealed(path, { namespace, name }, object);
}

function sealed(path: string, place: { namespace: string; name: string }, object: Fields): Outcome<CiphertextFile> {
  const metadata = fields(object.metadata);
  const stated = { namespace: text(metadata.namespace), name: text(metadata.name) };
  if (contractId(stated) !== contractId(place)) {
    const what = isPlace(stated) ? contractId(stated) : 'something else';
    const message = `${path} holds ${what}, expected ${contractId(place)}`;
    return bad(
      problem('secret/file-name-differs', message, 'put it where its name says: it opens under its own name only', [
        path,
      ]),
    );
  }
  const data = Object.entries(at(object.spec, 'encryptedData'));
  const wrong = data.filter(([, value]) => !isCiphertext(value)).map(([key]) => notCiphertext(path, key));
  const [first, ...rest] = wrong;
  if (first) return bad(first, ...rest);
  const stamp = fields(metadata.annotations)[VERSION_ANNOTATION];
  const version = typeof stamp === 'string' && /^[1-9]\d{0,14}$/.test(stamp) ? Number(stamp) : undefined;
  return good({ path, ...place, version, keys: data.map(([key]) => key).sort(), manifest: object as Manifest });
}

function plaintext(path: string): Problem {
  const fix =
    'take the file out of Git and of its history, raise the version of its contract, and run `steading secrets seal`';
  return problem('secret/plaintext', `${path} holds a Secret in plaintext: whoever can read Git can read it`, fix, [
    path,
  ]);
}

function notCiphertext(path: string, key: string): Problem {
  return problem(
    'secret/file-not-ciphertext',
    `key '${key}' of ${path} is no ciphertext, so it may be the value itself`,
    SEAL_AGAIN,
    [path],
  );
}

/** A Secret with data, or a template that brings values of its own past the encryption. */
function showsPlaintext(object: Fields): boolean {
  const template = at(object.spec, 'template');
  const carriers = object.kind === 'Secret' ? [object] : object.kind === 'SealedSecret' ? [template, object] : [];
  return carriers.some((carrier) =>
    ['data', 'stringData'].some((field) => Object.keys(fields(carrier[field])).length > 0),
  );
}

function members(object: Fields): Fields[] {
  return Array.isArray(object.items) ? object.items.map(fields) : [object];
}

function read(text: string): unknown[] | { error: string } {
  try {
    return readYaml(text, { unique: true }).filter((document) => document !== null && document !== undefined);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { error: error.line === undefined ? `it is ${error.what}` : `line ${error.line} cannot be read` };
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
