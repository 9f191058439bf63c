import { groupsOf, type Span } from './span';

interface Rule {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly source: string;
  readonly flags: string;
  readonly entropy?: number;
}

/** Forms of our own field, and looser ones of well-known issuers: what begins like a key is one, however long it is. */
const FIELD: readonly (readonly [keyword: string, form: RegExp])[] = [
  ['tskey-', /\b(tskey-[\w-]{6,})/dg],
  ['sk-', /\b(sk-(?:(?:or|ant|lf|proj|svcacct|admin)-[\w-]{6,}|(?=[\w-]*\d)[A-Za-z0-9][\w-]{11,}))/dg],
  ['sk_', /\b([srp]k_(?:live|test|prod)_\w{6,})/dg],
  ['gh', /\b(gh[pousr]_\w{10,}|github_pat_\w{10,})/dg],
  ['gl', /\b(gl(?:pat|dt|rt|cbt|ptt|soat|ffct|agent|imt|ft|oas|sa|c)[-_][\w-]{10,})/dg],
  ['hf_', /\b(hf_[A-Za-z0-9]{10,})/dg],
  ['xox', /\b(xox[a-z](?:-[\w-]{4,}|\.xox[bp]-[\w-]{4,})|xapp-[\w-]{10,})/dg],
  ['gsk_', /\b(gsk_\w{16,})/dg],
  ['xai-', /\b(xai-\w{16,})/dg],
  ['nvapi-', /\b(nvapi-[\w-]{16,})/dg],
  ['r8_', /\b(r8_\w{16,})/dg],
  ['lsv2_', /\b(lsv2_\w{16,})/dg],
  ['dckr_', /\b(dckr_[po]at_[\w-]{10,})/dg],
  ['whsec_', /\b(whsec_[\w+/=-]{10,})/dg],
  ['hvs.', /\b(hv[sbr]\.[\w-]{10,})/dg],
  ['akia', /\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,})\b/dg],
  ['aiza', /\b(AIza[\w-]{20,})/dg],
  ['gocspx', /\b(GOCSPX-[\w-]{10,})/dg],
  ['ya29.', /\b(ya29\.[\w-]{10,})/dg],
  ['atatt', /\b(AT[AC]TT3x[\w=-]{10,})/dg],
  ['ops_', /\b(ops_eyJ[\w+/=-]{10,})/dg],
  ['dp.', /\b(dp\.(?:pt|st|sa|ct|scim|audit)\.[\w.-]{10,})/dg],
  ['dop_', /\b(do[opr]_v1_\w{10,})/dg],
  ['npm_', /\b(npm_\w{20,})/dg],
  ['pypi-', /\b(pypi-[\w-]{20,})/dg],
  ['sbp_', /\b(sbp_\w{20,})/dg],
  ['nbp_', /\b(nbp_\w{20,})/dg],
  ['figd_', /\b(figd_[\w-]{10,})/dg],
  ['sg.', /\b(SG\.[\w-]{10,}\.[\w-]{10,})/dg],
  ['age-secret', /(AGE-SECRET-KEY-1\w{10,})/dg],
  ['ey', /\b(e[yw][A-Za-z0-9_-]{8,}\.e[yw][A-Za-z0-9_-]{8,}(?:\.[\w-]*)?)/dg],
  ['eyjhijoi', /\b(eyJhIjoi[\w+/=-]{10,})/dg],
  ['aa', /\b(\d{6,10}:AA[\w-]{20,})/dg],
  ['pveapitoken', /PVEAPIToken[ =][\w.@-]+![\w.-]+=([\w-]{8,})/dg],
  ['.', /\b([MNO][A-Za-z\d_-]{22,26}\.[\w-]{6}\.[\w-]{25,})/dg],
];

const SHORTEST = 14;
let rules: readonly (Rule & { form?: RegExp })[] | undefined;

/** Where keys stand that have the form that their issuer gives them. The rules of gitleaks are loaded when they are first needed. */
export function issuerSpans(text: string): Span[] {
  if (text.length < SHORTEST) return [];
  const small = text.toLowerCase();
  return [
    ...FIELD.flatMap(([keyword, form]) => (small.includes(keyword) ? groupsOf(text, form) : [])),
    ...all().flatMap((rule) => (rule.keywords.some((keyword) => small.includes(keyword)) ? found(text, rule) : [])),
  ];
}

function all(): readonly (Rule & { form?: RegExp })[] {
  rules ??= (require('./issuers.json') as { readonly rules: readonly Rule[] }).rules;
  return rules;
}

function found(text: string, rule: Rule & { form?: RegExp }): Span[] {
  rule.form ??= new RegExp(rule.source, rule.flags);
  return [...text.matchAll(rule.form)].flatMap((match): Span[] => {
    const at = match.slice(1).findIndex((group) => group !== undefined);
    const span = match.indices?.[at + 1] ?? match.indices?.[0];
    return span && entropy(text.slice(...span)) >= (rule.entropy ?? 0) ? [span] : [];
  });
}

/** Bits a letter, by Shannon. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
