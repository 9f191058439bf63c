import { Unreadable } from '../../base/limits';
import { ANYBODY, readJson, readYaml } from '../../base/yaml';
import { isMap } from '../../kubernetes/manifest';
import type { TextForm } from '../change';
import { readIni } from './ini';
import { readNginx } from './nginx';

/** Two texts of one form, as what they say. */
export interface Alike {
  readonly form: TextForm;
  readonly before: unknown;
  readonly after: unknown;
}

const LONGEST = 1_000_000;

const READ: Readonly<Record<TextForm, (text: string) => unknown>> = {
  json: (text) => structured(readJson(text)),
  yaml: (text) => {
    const documents = readYaml(text, { schema: ANYBODY }).map(structured);
    return documents.length === 1 ? documents[0] : documents;
  },
  ini: readIni,
  nginx: readNginx,
};

/** Which forms a text may have, by the name of its file. Without an ending it is what it can be read as. */
const FORMS: readonly (readonly [RegExp, readonly TextForm[]])[] = [
  [/\.json$/i, ['json']],
  [/\.ya?ml$/i, ['yaml']],
  [/\.(ini|properties|env|toml|service|container|socket|timer|network|volume)$/i, ['ini']],
  [/\.(conf|cfg|config|cnf)$/i, ['json', 'nginx', 'ini', 'yaml']],
  [/^[^.]*$|\/|^values$/, ['json', 'yaml', 'ini']],
];

/** Both texts, where both are of one form and not too long; nothing where they are lines and no more. */
export function readAlike(before: string, after: string, name: string): Alike | undefined {
  if (Math.max(before.length, after.length) > LONGEST || !mayHaveForm(before) || !mayHaveForm(after)) return undefined;
  for (const form of FORMS.find(([named]) => named.test(name))?.[1] ?? []) {
    const [old, now] = [read(form, before), read(form, after)];
    if (old !== undefined && now !== undefined) return { form, before: old, after: now };
  }
  return undefined;
}

/** A word or a sentence is no document. */
function mayHaveForm(text: string): boolean {
  return /[\n[{]/.test(text);
}

function read(form: TextForm, text: string): unknown {
  try {
    return READ[form](text);
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

function structured(value: unknown): unknown {
  if (isMap(value) || Array.isArray(value)) return value;
  throw new Unreadable('a word, no document');
}
