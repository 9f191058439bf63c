import { type Telling, tellingOf } from './names';
import { isDummy, isReference, looksDrawn } from './references';
import type { Span } from './span';
import { type End, stickAt, valueAt } from './values';

/** What may be the name of a setting: a word, with all that joins words. */
const NAME = /[\p{L}_][\p{L}\p{N}_]*(?:[.-]+[\p{L}\p{N}_]+)*/gu;
const LONGEST_NAME = 100;

const ASSIGNED = /\\{0,3}["'`]?[\])]?[ \t]*(?:=>|:=|\?=|\+=|={1,3}|!=|=~|:(?![:/]))[ \t]*/y;
const ELEMENT = /(?:[ \t][^<>\n]{0,200})?>([^<]{1,4000})<\//dy;
/** `<password value="x"/>`, and `<entry key="password">x</entry>`. */
const ATTRIBUTE = /[ \t][^<>\n]{0,200}?\bvalue[ \t]*=[ \t]*["']([^"'<>]+)/dy;
const NAMED_ELEMENT = /["'][^<>\n]{0,200}>([^<]{1,4000})<\//dy;
/** `variable "db_password" { default = "x" }`. */
const BLOCK_NAME = /\b(?:variable|resource|data|parameter|output|local)[ \t]+(?:"[\w.-]+"[ \t]+)?"[\w.-]*$/;
const BLOCK_VALUE = /"[ \t]*\{[^{}]{0,300}?\b(?:value|default)[ \t]*=[ \t]*/y;
const CDATA = /^<!\[CDATA\[([\s\S]*)\]\]>$/;
/** `name: DB_PASSWORD`, then `value: x`; `<add key="Password" value="x"/>`. */
const VALUE =
  /\\{0,3}["'`]?[ \t]*[,;]?\s{0,80}(?:-[ \t]+)?\\{0,3}["']?(?:value|default|defaultValue|content)\\{0,3}["']?[ \t]*[:=][ \t]*/iy;
const NAMED =
  /(?:^|[\s{,<"'])["']?(?:name|key|path|option|header|variable|var|field|property|id)\\{0,3}["']?[ \t]*[:=][ \t]*\\{0,3}["'`]?[\w./~-]*$/i;
/** `define('DB_PASSWORD', 'x')`. */
const ARGUMENT = /["'][ \t]*,[ \t]*(?=["'])/y;
const CALLED = /(?:define|set\w*|put\w*|add\w*|env|config\w*|header\w*|append|option)[ \t]*\([ \t]*["']$/i;
const SPACE = /(?:[ \t]|\\\r?\n)+(?=[^\s])/y;
/** What stands before a name and its value in a line of two words: directives, commands, options. */
const DIRECTIVE =
  /^[ \t]*(?:[#;]+[ \t]*|\/\/[ \t]*|-[ \t]+)?(?:(?:set|env|arg|export|setenv|proxy_set_header|add_header|more_set_headers|fastcgi_param|uwsgi_param|grpc_set_header|requestheader|option|config|declare|local|readonly|password|passwd)[ \t]+(?:set[ \t]+|-\w+[ \t]+)?)?["'$]?$/i;
const LEADING =
  /^[ \t]*(?:[#;*>]+[ \t]*|\/\/[ \t]*|-[ \t]+|\|[ \t]*)*(?:(?:export|set|env|ENV|ARG|SetEnv|local|declare|readonly|const|let|var|val|private|public|final|static|Environment=)[ \t]*)*["'`]?[\w.[\]"'/-]*$/;
/** Lines of settings alone, as env files, properties, INI and systemd have them: then a value goes to the end of its line. */
const SETTING_LINE = /^[ \t]*(?:[#;].*|\[.*\]|(?:export[ \t]+)?[\w.-]+[ \t]*=.*)?$/;

/** Where the values of settings stand that have the name of a secret, in a text of any language. */
export function settingSpans(text: string, isShown?: (name: string) => boolean): Span[] {
  const found: Span[] = [];
  const lines = new Lines(text);
  let end = 0;
  for (const match of text.matchAll(NAME)) {
    const [name] = match;
    if (name.length > LONGEST_NAME || match.index < end || isShown?.(name)) continue;
    const telling = tellingHere(text, match.index, name);
    if (telling === undefined || telling === 'held') continue;
    const span = settingAt(text, match.index, match.index + name.length, lines);
    if (!span || !isValue(text.slice(...span), telling)) continue;
    found.push(span);
    end = span[1];
  }
  return found;
}

/** `API key` is two words. */
function tellingHere(text: string, at: number, name: string): Telling {
  if (!/^keys?$/i.test(name)) return tellingOf(name);
  const before = /([A-Za-z]+)[ ]$/.exec(text.slice(Math.max(0, at - 20), at))?.[1];
  return tellingOf(before === undefined ? name : `${before}_${name}`);
}

export function isValue(said: string, telling: Telling): boolean {
  if (said.trim().length < 2 || isReference(said) || isDummy(said)) return false;
  return telling === 'secret' || (telling === 'perhaps' && looksDrawn(said.trim()));
}

function settingAt(text: string, start: number, end: number, lines: Lines): Span | undefined {
  const line = lines.before(start);
  if (/[\w/]\/$/.test(line) && !/path/.test(line)) return undefined;
  const assigned = stickAt(ASSIGNED, text, end);
  // `PASSWORD :'name'` is a variable of psql.
  if (assigned && /^[ \t]+:$/.test(assigned[0]) && /["']/.test(text[end + assigned[0].length] ?? '')) return undefined;
  if (assigned) return valueAt(text, end + assigned[0].length, endOf(line, assigned[0], lines));
  if (line.endsWith('<') || /<\w+:$/.test(line)) return elementAt(text, end);
  if (NAMED.test(line)) {
    const named = stickAt(VALUE, text, end);
    if (named) return valueAt(text, end + named[0].length, 'flow');
    const element = line.includes('<') ? stickAt(NAMED_ELEMENT, text, end)?.indices?.[1] : undefined;
    if (element) return element;
  }
  const block = BLOCK_NAME.test(line) ? stickAt(BLOCK_VALUE, text, end) : null;
  if (block) return valueAt(text, end + block[0].length, 'flow');
  const argument = CALLED.test(line) || /["']--?[\w.-]*$/.test(line) ? stickAt(ARGUMENT, text, end) : null;
  if (argument) return valueAt(text, end + argument[0].length, 'word');
  const space = stickAt(SPACE, text, end);
  return space ? spacedAt(text, end + space[0].length, line, lines) : undefined;
}

function endOf(line: string, sign: string, lines: Lines): End {
  if (/:/.test(sign) && /^\s*[[{]/.test(line)) return 'flow';
  if (!LEADING.test(line)) return /[{,(]\s*["'`]?[\w.-]*$/.test(line) && /:/.test(sign) ? 'flow' : 'word';
  if (/:/.test(sign) || /[ \t]=|=[ \t]/.test(sign)) return 'line';
  return lines.areSettings ? 'line' : 'word';
}

function elementAt(text: string, at: number): Span | undefined {
  const attribute = stickAt(ATTRIBUTE, text, at)?.indices?.[1];
  if (attribute) return attribute;
  const span = stickAt(ELEMENT, text, at)?.indices?.[1];
  const inner = span && CDATA.exec(text.slice(...span));
  return span && (inner ? [span[0] + 9, span[1] - 3] : span);
}

/** An option and its value; two words that are a line; a directive with two. */
function spacedAt(text: string, at: number, line: string, lines: Lines): Span | undefined {
  const isOption = /(?:^|[\s"'([])--?[\w.-]*$/.test(line);
  if (isOption) return /^-/.test(text.slice(at, at + 1)) ? undefined : valueAt(text, at, 'word');
  const span = text.startsWith('--', at) ? undefined : valueAt(text, at, 'word');
  if (span && looksDrawn(text.slice(...span))) return span;
  if (!DIRECTIVE.test(line)) return undefined;
  const rest = span && lines.after(span[1]).replace(/^["'`]/, '');
  const isAlone = rest !== undefined && /^[ \t]*;?[ \t]*(?:[}#].*)?$/.test(rest);
  const isLine = line.trim() !== '' || lines.areSeveral;
  return isAlone && isLine ? span : undefined;
}

/** What stands before and behind a place in its line: no more of it than anybody's indentation, directive and name. */
class Lines {
  private settings: boolean | undefined;
  readonly areSeveral: boolean;

  constructor(private readonly text: string) {
    this.areSeveral = text.includes('\n');
  }

  get areSettings(): boolean {
    this.settings ??= this.areSeveral && this.text.split(/\r?\n/).every((line) => SETTING_LINE.test(line));
    return this.settings;
  }

  before(at: number): string {
    const near = this.text.slice(Math.max(0, at - 200), at);
    return near.slice(near.lastIndexOf('\n') + 1);
  }

  after(at: number): string {
    return this.text.slice(at, at + 200).split('\n', 1)[0] ?? '';
  }
}
