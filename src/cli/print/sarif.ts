import { type Code, catalogue } from '../../diagnostics/catalogue';
import type { Finding } from '../../diagnostics/finding';
import { compare } from '../../graph/sort';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Findings as SARIF 2.1.0, which forges show beside the lines of a change. */
export function sarif(findings: readonly Finding[], version: string): string {
  const codes = [...new Set(findings.map(({ code }) => code))].sort(compare);
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'steading', semanticVersion: version, rules: codes.map(rule) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((found) => result(found, codes)),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function rule(code: Code) {
  const { explain, severity } = catalogue[code];
  return {
    id: code,
    shortDescription: { text: code },
    fullDescription: { text: explain },
    help: { text: explain },
    defaultConfiguration: { level: severity },
  };
}

function result({ code, severity, message, fix, paths, at }: Finding, codes: readonly Code[]) {
  const region = at && { startLine: at.line, startColumn: at.column };
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severity,
    message: { text: `${message}\nto fix: ${fix}` },
    locations: [
      {
        ...(at && {
          physicalLocation: { artifactLocation: { uri: encodeURI(at.file.replaceAll('\\', '/')) }, region },
        }),
        logicalLocations: paths.map((path) => ({ fullyQualifiedName: path })),
      },
    ],
  };
}
