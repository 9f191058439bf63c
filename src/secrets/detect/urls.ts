import { snake, tellingOf } from './names';
import { isReference, looksDrawn } from './references';
import { groupsOf, type Span } from './span';

/** Userinfo goes to the last `@` before what can be a host, for whoever forgot to encode another one. */
const AUTHORITY =
  /\b[a-z][a-z0-9+.-]{1,30}:\/\/([^\s"'<>`\\]{0,1000})@(?=[\w.[\]${}()*:-]+(?:[:/?#,;)\]}\s"'<>`\\]|$))/dgi;
const QUERY = /[?&;#]([\w.~%[\]-]{1,80})=([^\s&#"'<>`\\;]{1,4000})/dg;
const ADDRESS = /\b(?:https?|wss?):\/\/([^\s"'<>`\\/?#]+)\/([^\s"'<>`\\?#]*)/dgi;
/** Keys of a query that hold a secret there and nowhere else. */
const QUERY_KEYS =
  /^(?:key|k|sig|signature|auth|authkey|sas|code|hash|x_amz_(?:signature|security_token|credential)|x_goog_signature|jwt|sid|session|access_key|user_?key)$/;

/** Addresses that let whoever knows them post, by the path behind their host. */
const HOOKS: readonly RegExp[] = [
  /\bhooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/([\w/+-]{4,})/dg,
  /\bdiscord(?:app)?\.com\/api(?:\/v\d+)?\/webhooks\/([\w/-]{4,})/dg,
  /\.(?:webhook\.office|office365?|logic\.azure)\.com(?::\d+)?\/(?:webhookb?2?|workflows)\/([^\s"'<>`\\]{4,})/dg,
  /\bapi\.telegram\.org\/(?:file\/)?bot([\w:-]{4,})/dg,
  /\bhc-ping\.com\/([\w-]{8,})/dg,
  /\/hooks\/catch\/([\w/-]{4,})/dg,
  /\bmaker\.ifttt\.com\/trigger\/[\w-]+\/(?:json\/)?with\/key\/([\w-]{4,})/dg,
  /\bevents\.pagerduty\.com\/integration\/([\w-]{8,})/dg,
  /\/open-apis\/bot\/v2\/hook\/([\w-]{4,})/dg,
  /\/api\/(?:push|webhook|hook)s?\/([\w-]{8,})/dg,
  /\bchat\.googleapis\.com\/v1\/spaces\/([^\s"'<>`\\]{4,})/dg,
  /\b(?:matrix|tgram|telegram|discord|slack|pushover|pover|gotify|ntfys?|teams|msteams|mattermost|mmost|rocketchat|pushbullet|join|ifttt|bark|opsgenie|pagerduty|zulip|mailgun|sendgrid|twilio|signal|googlechat|pushsafer|simplepush|wxpusher|hassio)s?:\/\/([^\s"'<>`\\?]{8,})/dg,
];
/** Segments behind which a path goes on as only those who were told know it. */
const HOOK_SEGMENT = /^(?:webhooks?|hooks?|notify|notifications?|services|push|trigger|callback)$/i;

/** What stands in addresses and lets in: passwords, tokens, signatures, the paths of webhooks. */
export function addressSpans(text: string, name = ''): Span[] {
  if (!text.includes('/') && !text.includes('=')) return [];
  return [
    ...(text.includes('://') ? userinfo(text) : []),
    ...withoutScheme(text),
    ...query(text),
    ...HOOKS.flatMap((form) => groupsOf(text, form)).filter((span) => isKept(text, span)),
    ...drawnPaths(text, /(^|_)(webhook|hook|slack_api)(_|$)/.test(snake(name))),
  ].filter((span) => !isReference(text.slice(...span)));
}

function isKept(text: string, [from, to]: Span): boolean {
  return /\d/.test(text.slice(from, to)) || to - from >= 16;
}

function userinfo(text: string): Span[] {
  return [...text.matchAll(AUTHORITY)].flatMap((match): Span[] => {
    const [from, to] = match.indices?.[1] ?? [0, 0];
    const said = text.slice(from, to);
    const colon = said.indexOf(':');
    // A host with its port, a path, and a digest or a version behind an `@`.
    if (/^[\w.-]+(?::\d{1,5})?\//.test(said) || /[?#].*=/.test(said.slice(0, Math.max(colon, 0)))) return [];
    if (colon < 0) return isToken(said) ? [[from, to]] : [];
    if (said.slice(colon + 1) === '') return isToken(said.slice(0, colon)) ? [[from, from + colon]] : [];
    const user: Span[] = isToken(said.slice(0, colon)) ? [[from, from + colon]] : [];
    return [...user, [from + colon + 1, to]];
  });
}

/** Who signs in with a token alone writes it where a name belongs. */
function isToken(user: string): boolean {
  return /^[\w.~+/=%-]{16,}$/.test(user) ? /\d/.test(user) || user.length >= 32 : looksDrawn(user);
}

/** What some programs take without a scheme: `user:x@tcp(db:3306)/`, `user:x@db:5432/`. */
const BARE =
  /(?<![\w/:.@-])[\w.+-]{1,100}:([^\s:/@"'`<>,]{3,200})@(?:(?:tcp|unix)\([^)\n]*\)|[\w-]+(?:\.[\w-]+)*:\d{2,5}\b|(?:[\w-]+\.)+[a-z]{2,})/dgi;
const KEYED = /\b(?:AccountKey|SharedAccessKey|SharedAccessSignature|SharedSecret)=([^\s;"'<>]{8,})/dgi;

function withoutScheme(text: string): Span[] {
  return [...groupsOf(text, BARE), ...groupsOf(text, KEYED)].filter(
    ([from, to]) => !/^\d{1,5}$/.test(text.slice(from, to)),
  );
}

function query(text: string): Span[] {
  return [...text.matchAll(QUERY)].flatMap((match): Span[] => {
    const [, key = '', value = ''] = match;
    const name = snake(decoded(key));
    const span = match.indices?.[2];
    if (!span || isReference(value)) return [];
    const telling = tellingOf(name);
    const isKnown = telling === 'secret' || (QUERY_KEYS.test(name) && /^[?&;#]/.test(match[0]) && value.length >= 6);
    return isKnown || (telling === 'perhaps' && looksDrawn(value)) ? [span] : [];
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Of the paths of webhooks, what was drawn by chance and all that stands behind it. */
function drawnPaths(text: string, isHook: boolean): Span[] {
  return [...text.matchAll(ADDRESS)].flatMap((match): Span[] => {
    const [from = 0, to = 0] = match.indices?.[2] ?? [];
    let [at, behind] = [from, isHook];
    for (const segment of text.slice(from, to).split('/')) {
      if (behind && (looksDrawn(segment) || /^[0-9a-f]{16,}$|^[0-9a-f]{8}-[0-9a-f-]{20,}$|^\w{24,}$/i.test(segment)))
        return [[at, to]];
      behind ||= HOOK_SEGMENT.test(segment);
      at += segment.length + 1;
    }
    return [];
  });
}

/** Of a single address: it lets in whoever reads it. */
export function letsIn(address: string): boolean {
  return addressSpans(address).length > 0;
}
