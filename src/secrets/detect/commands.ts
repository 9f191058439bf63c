import { isReference, looksDrawn } from './references';
import type { Span } from './span';

const WORD = String.raw`(?:"((?:[^"\\\n]|\\.)+)"|'([^'\n]+)'|([^\s"'|;&<>]+))`;
/** Of one command, no more than this stands between its name and what it is given. */
const BETWEEN = String.raw`[^\n|;&]{0,300}?[\s"']`;
const command = (programs: string, option: string) =>
  new RegExp(`\\b(?:${programs})\\b${BETWEEN}${option}${WORD}`, 'dg');

/** Programs that are given a password by an option whose name does not say so, or by its place. */
const PROGRAMS: readonly RegExp[] = [
  command('(?:redis|valkey|keydb)-(?:cli|benchmark)', String.raw`-a[ \t]+`),
  command('(?:mysql|mariadb)(?:-?\\w+)?', String.raw`-p(?=[^\s"'])`),
  command('mongo(?:sh|dump|restore|export|import|stat|top)?', String.raw`-p[ \t=]*`),
  command(
    '(?:docker|podman|nerdctl|helm|oras|crane|skopeo|buildah|regctl|az|npm|twine|oc|argocd|cf)[^\\n|;&]{0,80}?[ \\t](?:login|upload|auth)',
    String.raw`-p[ \t=]*`,
  ),
  command('sshpass', String.raw`-p[ \t]*`),
  command('7z\\w*|rar|unrar', String.raw`-p(?=\S)`),
  command(
    'zip|unzip|sqlcmd|osql|bcp|mosquitto_(?:pub|sub|rr)|ipmitool|cqlsh|mcrcon|rcon(?:-cli)?|influx|tqdm|isql',
    String.raw`-[pP][ \t]+`,
  ),
  command('ldap\\w+|slappasswd|ncat', String.raw`-[ws][ \t]+`),
  command('htpasswd', String.raw`(?:-\w*b\w*[ \t]+)(?:-\S+[ \t]+|\d+[ \t]+)*(?:[^\s"']+[ \t]+){1,2}`),
  command(
    'rabbitmqctl[^\\n|;&]{0,80}?[ \\t](?:add_user|change_password|authenticate_user)',
    String.raw`[^\s"']+[ \t]+`,
  ),
  command(
    'mc[^\\n|;&]{0,40}?[ \\t](?:alias[ \\t]+set|config[ \\t]+host[ \\t]+add)[ \\t]+\\S+[ \\t]+\\S+',
    String.raw`\S+[ \t]+`,
  ),
  command('mc[^\\n|;&]{0,40}?[ \\t]admin[ \\t]+user[ \\t]+add[ \\t]+\\S+', String.raw`\S+[ \t]+`),
  command('sentinel[ \\t]+auth-pass', String.raw`\S+[ \t]+`),
  command('mosquitto_passwd[ \\t]+-\\w*b', String.raw`\S+[ \t]+\S+[ \t]+`),
  command('net[ \\t]+user', String.raw`\S+[ \t]+(?=\S*\d)`),
  command('openssl[ \\t]+passwd', String.raw`(?:-\w+[ \t]+)*(?=[^\s-])`),
  new RegExp(
    String.raw`\b(?:echo|printf)[ \t]+(?:-\w+[ \t]+|'%s'[ \t]+|"%s"[ \t]+)?${WORD}[ \t]*(?:\|[ \t]*(?:sudo[ \t]+)?(?:docker|podman)[ \t]+secret[ \t]+create\b|\|[ \t]*base64\b|>+[ \t]*\S*(?:password|passwd|token|secret|apikey|api_key|\.key)\S*)`,
    'dg',
  ),
  new RegExp(String.raw`\bsudo[ \t]+-S\b[^\n<]{0,200}<<<[ \t]*${WORD}`, 'dg'),
  /(?:^|[\s"'=])\w+\/([^\s/@"']+)@\/\/[\w.-]+:\d+/dg,
  command('wpa_passphrase', String.raw`\S+[ \t]+`),
  command(
    'vault[ \\t]+login|rclone[ \\t]+obscure|tailscale[ \\t]+login|flyctl[ \\t]+auth|gh[ \\t]+auth',
    String.raw`(?=[\w.-]*\d)`,
  ),
  command('snmp(?:walk|get|set|bulkwalk)', String.raw`-c[ \t]+`),
  command('openssl', String.raw`(?:pass:|-k[ \t]+|-K[ \t]+)`),
  command('smbclient|mount\\.cifs|smbmap', String.raw`-U[ \t]*["']?[^\s%"']+%`),
  command('lftp|ncftp', String.raw`-u[ \t]+[^\s,"']+,`),
  command('sqlplus|expdp|impdp', String.raw`[\w.]+/(?=[^\s/@]+@)`),
  new RegExp(
    String.raw`\b(?:echo|printf)[ \t]+(?:-\w+[ \t]+)?${WORD}[ \t]*\|[ \t]*(?:sudo[ \t]+)?[^\n|]{0,200}(?:--password-stdin|--stdin|-S\b|chpasswd|passwd\b|htpasswd\b[^\n]*-i|login\b)`,
    'dg',
  ),
  new RegExp(String.raw`\b(?:htpasswd|login|auth|kinit|cryptsetup)\b[^\n|;&<]{0,200}<<<[ \t]*${WORD}`, 'dg'),
];
/** A name and a password in one word, for whichever program. */
const LOGIN =
  /(?:^|[\s"'[,])(?:-u|-U|-a|--user|--creds|--src-creds|--dest-creds|--proxy-user|--basic-auth|--auth|--login|--userpass)(?:[ \t=]+|["'],?[ \t]*)(?:"([^"\n:]*:[^"\n]+)"|'([^'\n:]*:[^'\n]+)'|([\w.@+-]*:[^\s"']+))/dg;
/** An option of one letter, of a program that is not known: where what it is given looks like a password. */
const SHORT = new RegExp(String.raw`(?:^|[\s"'[,])-[apPwkt](?:[ \t=]+|["'],?[ \t]*)${WORD}`, 'dg');

/** Where commands and arguments hold a password that no name tells of. */
export function commandSpans(text: string): Span[] {
  if (!/-[a-zA-Z]|chpasswd|pass|login|\bmc\b|user|<<<|echo|printf|@\/\//.test(text)) return [];
  return [
    ...PROGRAMS.flatMap((form) => found(text, form)).filter(([from, to]) => !/^-/.test(text.slice(from, to))),
    ...found(text, LOGIN).flatMap((span) => password(text, span)),
    ...found(text, SHORT).filter((span) => looksDrawn(text.slice(...span)) && !/[/=]/.test(text.slice(...span))),
  ].filter((span) => !isReference(text.slice(...span)));
}

function found(text: string, form: RegExp): Span[] {
  return [...text.matchAll(form)].flatMap((match) => {
    const at = match.slice(1).findIndex((group) => group !== undefined);
    const span = match.indices?.[at + 1];
    return span ? [span] : [];
  });
}

/** What stands behind the colon; of two numbers nobody signs in with. */
function password(text: string, [from, to]: Span): Span[] {
  const said = text.slice(from, to);
  const at = said.indexOf(':') + 1;
  if (/^\d+:\d+$|^[a-z+]+:\/\/|^system:/.test(said)) return [];
  return [[from + at, to]];
}
