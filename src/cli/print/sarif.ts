import { compare } from '../../base/sort';
import { harmlessJson } from '../../base/visible';
import { type Code, catalogue } from '../../diagnostics/catalogue';
import type { Finding } from '../../diagnostics/finding';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What one run of a program found, before it is SARIF. */
export interface Result {
  readonly code: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly text: string;
  readonly file?: string;
  readonly region?: { readonly startLine: number; readonly startColumn: number };
  /** Whom it is about, by name. */
  readonly about: readonly string[];
  /** Why somebody accepts it. */
  readonly accepted?: string;
}

/** What is known of a code. */
export interface Rule {
  readonly explain: string;
  readonly level: Result['level'];
}

/** Findings as SARIF 2.1.0, which forges show beside the lines of a change. */
export function sarif(findings: readonly Finding[], version: string): string {
  return sarifLog(findings.map(resultOf), ruleOf, version);
}

export function ruleOf(code: string): Rule {
  return catalogue[code as Code];
}

export function resultOf({ code, severity, message, fix, paths, at }: Finding): Result {
  return {
    ...{ code, level: severity, text: `${message}\nto fix: ${fix}`, about: paths },
    ...(at && { file: at.file, region: { startLine: at.line, startColumn: at.column } }),
  };
}

export function sarifLog(results: readonly Result[], rule: (code: string) => Rule, version: string): string {
  const codes = [...new Set(results.map(({ code }) => code))].sort(compare);
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'steading', semanticVersion: version, rules: codes.map((code) => said(code, rule)) } },
        columnKind: 'utf16CodeUnits',
        results: results.map((one) => result(one, codes)),
      },
    ],
  };
  return harmlessJson(log, 2);
}

function said(id: string, rule: (code: string) => Rule) {
  const { explain, level } = rule(id);
  return {
    id,
    shortDescription: { text: id },
    fullDescription: { text: explain },
    help: { text: explain },
    defaultConfiguration: { level },
  };
}

function result({ code, level, text, file, region, about, accepted }: Result, codes: readonly string[]) {
  const uri = file === undefined ? undefined : addressOf(file);
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level,
    message: { text },
    locations: [
      {
        ...(uri && { physicalLocation: { artifactLocation: { uri }, ...(region && { region }) } }),
        logicalLocations: about.map((fullyQualifiedName) => ({ fullyQualifiedName })),
      },
    ],
    ...(accepted !== undefined && { suppressions: [{ kind: 'external', justification: accepted }] }),
  };
}

/** Of a half of a character there is no address. */
function addressOf(file: string): string {
  return encodeURI(file.replaceAll('\\', '/').replaceAll(/\p{Cs}/gu, '\ufffd'));
}
