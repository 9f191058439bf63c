import { tellingOf } from './names';
import { isReference } from './references';
import { groupsOf, type Span } from './span';

const LITERAL = String.raw`(?<!:)(?:[ENBUX]?'((?:[^'\n]|'')*)'|"([^"\n]*)"|\$(\w*)\$([\s\S]{0,2000}?)\$\3\$)`;
const SET: readonly RegExp[] = [
  new RegExp(
    String.raw`(?<![\w"'\x60.-])(?:PASSWORD|SECRET)(?:\s+FOR\s+\S+)?\s*(?:=\s*|:=\s*|TO\s+)?(?:(?:OLD_)?PASSWORD)?(?:\(\s*)?${LITERAL}`,
    'dgi',
  ),
  new RegExp(
    String.raw`\bIDENTIFIED(?:\s+(?:WITH|VIA)\s+[\w'"]+)?\s+(?:BY|AS|USING)(?:\s+PASSWORD)?\s*\(?\s*${LITERAL}`,
    'dgi',
  ),
  new RegExp(
    String.raw`\b(?:crypt|digest|hmac|encrypt|pgp_sym_encrypt|md5|sha2?|sha256|aes_encrypt)\s*\(\s*${LITERAL}`,
    'dgi',
  ),
  /\bIDENTIFIED\s+BY\s+([^\s'";,]+)/dgi,
];
const INSERT = /\b(?:INSERT|REPLACE)(?:\s+\w+)?\s+INTO\s+[\w."`]+\s*(?:\(([^()]{1,2000})\)\s*)?VALUES\s*/gi;
const ROW = /\((?:[^()']|'(?:[^']|'')*'|\([^()]*\))*\)/g;
const CELL = /\s*(?:[ENBX]?'((?:[^']|'')*)'|((?:[^,()']|\((?:[^()']|'(?:[^']|'')*')*\))+))\s*(?:,|$)/dg;

/** Passwords in statements of SQL. */
export function sqlSpans(text: string): Span[] {
  if (!/password|secret|identified|insert|replace|crypt|digest|hmac|md5|sha/i.test(text)) return [];
  return [...SET.flatMap((form) => literals(text, form)), ...inserted(text)].filter(
    (span) => !isReference(text.slice(...span)),
  );
}

function literals(text: string, form: RegExp): Span[] {
  return [...text.matchAll(form)].flatMap(({ indices }) => {
    const span = indices?.[1] ?? indices?.[2] ?? indices?.[4];
    return span ? [span] : [];
  });
}

/** What is put into columns that have the name of a secret. */
function inserted(text: string): Span[] {
  return [...text.matchAll(INSERT)].flatMap((insert) => {
    const columns = (insert[1] ?? '').split(',').map((column) => tellingOf(column.trim().replace(/["`]/g, '')));
    const from = insert.index + insert[0].length;
    const end = text.indexOf(';', from);
    const rows = text.slice(from, Math.min(end < 0 ? text.length : end, from + 20_000));
    return [...rows.matchAll(ROW)].flatMap((row) => {
      // Tables of settings have a column of names, and one of values.
      let before = '';
      return groupsOf(row[0].slice(1, -1), CELL).flatMap(([start, to], at): Span[] => {
        const begin = from + row.index + 1;
        const isNamed = tellingOf(before) === 'secret' && /^[\w.-]+$/.test(before);
        before = row[0].slice(start + 1, to + 1);
        return columns[at] === 'secret' || isNamed ? [[begin + start, begin + to]] : [];
      });
    });
  });
}
