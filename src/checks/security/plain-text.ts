import { list } from '../../diagnostics/entry';
import { type Finding, finding } from '../../diagnostics/finding';
import type { Manifest } from '../../kubernetes/manifest';
import { fields, items } from '../../kubernetes/manifest';
import { isDummy, isReference, isSecretName, judged, type Path, type Place, secretSpans } from '../../secrets/detect';
import type { Check } from '../check';
import { everyObject } from '../objects-of';

/** Characters of a file beyond which it is data and no settings: to judge 88 MB takes 17 s. */
const LARGEST = 4_000_000;

/** Secrets that everybody can read who may read the repository. Their values are never said. */
export const plainText: Check = ({ graph, artifacts }) => {
  const written = new Set(graph.objects.map(({ manifest }) => manifest));
  const isFromRelease = (manifest: Manifest) => graph.releases.length > 0 && !written.has(manifest);
  return [
    ...everyObject(graph, artifacts).flatMap(({ object, manifest, subject }): Finding[] => {
      const skips = isFromRelease(manifest) ? VALUES[manifest.kind] : undefined;
      return placesIn(manifest, skips).map((place) => finding('security/plain-text', { object, place }, subject));
    }),
    ...graph.releases.flatMap(({ name, values, path, at }) =>
      placesIn({ values }).map((place) =>
        finding('security/plain-text', { object: `release '${name}'`, place }, { paths: [path], at }),
      ),
    ),
    ...artifacts.flatMap(({ path, content }): Finding[] => {
      if (typeof content !== 'string' || content.length > LARGEST || /(^|\/)plan\.json$/.test(path)) return [];
      const lines = secretSpans(content).map(([from]) => content.slice(0, from).split('\n').length);
      return [...new Set(lines)].map((line) =>
        finding('security/plain-text', { object: `file '${path}'`, place: `line ${line}` }, {}),
      );
    }),
  ];
};

/** Where a release's own objects repeat its values, which are reported at the release. */
const VALUES: Readonly<Record<string, RegExp>> = { Application: /\.helm\./, HelmRelease: /^spec\.values\./ };

function placesIn(document: Manifest | { readonly values: unknown }, skips?: RegExp): string[] {
  const found: Place[] = [];
  const keys: string[] = [];
  judged<unknown>(document, {
    visit: (word, how, place) => {
      const { name, path } = place;
      if (skips?.test(path.join('.')) || IN_STORE.test(path.join('.'))) return word;
      if (how === 'data' && path.length === 2) {
        if (tells(document as Manifest, name, word, path)) keys.push(name);
      } else if (how === 'data' ? isOpen(word, path) : how === 'whole' || holds(word, name)) found.push(place);
      return word;
    },
  });
  const places = found.map((place) => said(document, place));
  return [...new Set([...(keys.length > 0 ? [keysOf(keys)] : []), ...places])];
}

function keysOf(keys: readonly string[]): string {
  return `${keys.length > 1 ? 'keys' : 'key'} ${list(keys.map((key) => `'${key}'`))}`;
}

function holds(word: unknown, name: string): boolean {
  return typeof word === 'string' && secretSpans(word, { name }).length > 0;
}

/** Of a Secret among the values of a chart; what a SealedSecret holds is ciphertext. */
function isOpen(word: unknown, path: Path): boolean {
  return !path.includes('encryptedData') && typeof word === 'string' && !isReference(word) && !isDummy(word);
}

/** What somebody fills in before it is applied. */
function isOpenWord(word: unknown): boolean {
  return typeof word === 'string' && /\$\{[A-Za-z_]\w*[^}]*\}/.test(word);
}

/** A value of a Secret that somebody could use. What SOPS has closed is ciphertext. */
function tells(manifest: Manifest, name: string, word: unknown, [map]: Path): boolean {
  if (manifest.kind !== 'Secret' || 'sops' in manifest || word === null) return false;
  const value = map === 'data' && !isOpenWord(word) ? Buffer.from(String(word), 'base64').toString() : String(word);
  if (value.trim() === '' || isReference(value) || isDummy(value)) return false;
  // Flux or envsubst puts the secret in; what is beside it is a secret only where it looks like such.
  if (isOpenWord(value)) return secretSpans(value, { name }).length > 0;
  if (!isSecretName(name) && ADDRESS.test(value)) return false;
  // Argo CD keeps addresses in Secrets too.
  const isOfArgo = manifest.metadata.labels?.['argocd.argoproj.io/secret-type'] !== undefined;
  return !isOfArgo || isSecretName(name) || secretSpans(value, { name }).length > 0;
}

/** A host within the cluster, or a port. */
const ADDRESS = /^(?:[a-z0-9-]+\.)+svc(?:\.cluster\.local\.?)?$|^\d{2,5}$/;
/** Where an operator finds a secret in a store. */
const IN_STORE = /\.(?:remoteRef|extract)\.(?:key|property|version)$/;

/** As whoever wrote it calls the place. */
function said(document: Manifest | { readonly values: unknown }, { name, path }: Place): string {
  const [last] = path.slice(-1);
  const isVariable = name !== last && typeof last === 'string';
  const at = path.findIndex((step) => /^(initC|c|ephemeralC)ontainers$/.test(`${step}`));
  const container = at < 0 ? undefined : fields(path.slice(0, at + 2).reduce<unknown>(below, document)).name;
  if (isVariable) return `variable ${name}${container === undefined ? '' : ` of '${container}'`}`;
  if ('values' in document) return `value '${path.slice(1).join('.')}'`;
  if (path.length === 2 && /^(data|binaryData)$/.test(`${path[0]}`)) return `key '${last}'`;
  return `field ${path.join('.')}`;
}

function below(value: unknown, step: string | number): unknown {
  return Array.isArray(value) ? items(value)[Number(step)] : fields(value)[step];
}
