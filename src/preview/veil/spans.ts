import { FORMS } from '../../checks/security/secret-forms';
import { isReference, isSecretName } from './names';

/** From where to where a secret stands in a text. */
export type Span = readonly [from: number, to: number];

/** A quoted value, or one word of it. */
const VALUE = /"((?:[^"\\\n]|\\.){0,4000})"|'([^'\n]{0,4000})'|([^\s"',;}\]][^\s,;}\]]{0,4000})/d;
const value = VALUE.source;
/** `password: x`, `"apiKey": "x"`, `--token=x`, `DB_PASSWORD=x`. */
const SETTING = new RegExp(
  `(?<![\\w.-])["']?(?:--?)?([\\w][\\w.-]{2,80})["']?[ \\t]*(?::=|[:=])[ \\t]*(?:${value})`,
  'dg',
);
/** `requirepass x`, `--password x`. */
const WORDS = new RegExp(`(?<![\\w.-])(?:--?)?([\\w][\\w.-]{3,80})[ \\t]+(?:${value})`, 'dg');
/** `name: DB_PASSWORD`, and in the next line `value: x`. */
const VARIABLE = new RegExp(
  `name["']?:[ \\t]*["']?([\\w.-]{3,80})["']?,?\\s{1,80}["']?value["']?:[ \\t]*(?:${value})`,
  'dg',
);
/** `password: |`, and what is indented below it. */
const BLOCK =
  /(?<![\w.-])["']?([\w][\w.-]{2,80})["']?:[ \t]*[|>][-+\d]*[ \t]*\r?\n((?:[ \t]+[^\n]*(?:\n|$)|[ \t]*\r?\n)+)/dg;
/** `<password>x</password>`. */
const ELEMENT = /<([\w][\w:.-]{2,80})>([^<\n]{1,4000})<\//dg;
const NAMED = [SETTING, VARIABLE, BLOCK, ELEMENT];

/** Passwords in addresses, headers, options and logins to a registry, addresses that let whoever knows them post, private keys as a whole. */
const FORMED = [
  /:\/\/[^\s:/@"'<>]{0,200}:([^\s/@"'<>]{1,500})@/dg,
  /(?<!\S)(?:-u|--user)[ \t=]+["']?[\w.@-]{1,200}:([^\s"']{1,500})/dg,
  /"auth"[ \t]*:[ \t]*"([\w+/=-]{8,4000})"/dg,
  /\bhooks\.slack\.com\/services\/([\w/-]{8,200})/dg,
  /\bdiscord(?:app)?\.com\/api\/webhooks\/([\w/-]{8,200})/dg,
  /\b(?:[Bb]earer|[Bb]asic)[ \t]+([\w.~+/=-]{8,4000})/dg,
  /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$(?![\s\S])))/dg,
  ...FORMS.slice(1, -1).map(({ source }) => new RegExp(`(${source}[\\w-]*)`, 'dg')),
];

/** Where secrets stand in a text, to all appearances: by the names of settings, and by the forms that issuers give to them. */
export function secretSpans(text: string): Span[] {
  const formed = FORMED.flatMap((form) => found(text, form, 1));
  const named = [...NAMED, ...(isShort(text) ? [WORDS] : [])].flatMap((form) => found(text, form, 2));
  return [...formed, ...named];
}

/** Prose has a password and a word after it in many lines; a configuration file or an argument has not. */
function isShort(text: string): boolean {
  return text.length < 100_000;
}

function found(text: string, form: RegExp, first: number): Span[] {
  return [...text.matchAll(form)].flatMap((match): Span[] => {
    if (first === 2 && !(isSecretName(match[1] ?? '') && hasWordBoundary(form, text, match))) return [];
    const place = match.slice(first).findIndex((group) => group !== undefined) + first;
    const span = match.indices?.[place];
    return span && !isReference(text.slice(...span)) ? [span] : [];
  });
}

/** Two words and no more make a line of a configuration file, or an option and its value. */
function hasWordBoundary(form: RegExp, text: string, match: RegExpMatchArray): boolean {
  if (form !== WORDS) return true;
  const from = match.index ?? 0;
  const to = from + match[0].length;
  const [start, end] = [text.lastIndexOf('\n', from - 1) + 1, text.indexOf('\n', to)];
  const isLine = text.slice(start, from).trim() === '' && text.slice(to, end < 0 ? text.length : end).trim() === '';
  return match[0].startsWith('-') || (isLine && text.includes('\n'));
}
