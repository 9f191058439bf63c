import type { Comparison } from '../../../preview/comparison';
import { catalogue } from '../../../preview/consequences/catalogue';
import { type Consequence, nameOf } from '../../../preview/consequences/consequence';
import type { Report } from '../../../preview/report';
import { type Result, type Rule, resultOf, ruleOf, sarifLog } from '../sarif';

/** Consequences as SARIF, each at the file of the object that it is about; what is accepted is suppressed. */
export function sarif({ comparisons, failed = [] }: Report): string {
  const results = [
    ...failed.flatMap(({ findings }) => findings.map(resultOf)),
    ...comparisons.flatMap((comparison) => {
      const files = filesOf(comparison);
      return comparison.consequences.map((one) => consequenceResult(one, comparison.environment, files));
    }),
  ];
  return sarifLog(results, (code) => ruleOfRisk(code) ?? ruleOf(code), require('steading/package.json').version);
}

function ruleOfRisk(code: string): Rule | undefined {
  return Object.hasOwn(catalogue, code) ? catalogue[code as keyof typeof catalogue] : undefined;
}

function consequenceResult(
  { code, level, message, advice, about, accepted }: Consequence,
  environment: string,
  files: ReadonlyMap<string, string>,
): Result {
  const file = about.flatMap((name) => files.get(name) ?? [])[0];
  return {
    ...{ code, level, text: `${environment}: ${message}\nto do: ${advice}`, about },
    file: file === undefined ? environment : `${environment}/${file}`,
    ...(accepted !== undefined && { accepted }),
  };
}

/** Where what changed stands, by the name that consequences give it. */
function filesOf({ objects, relocations, texts, hosts }: Comparison): Map<string, string> {
  return new Map([
    ...hosts.flatMap(({ host, files: [first] }) => (first ? [[host, first.file] as const] : [])),
    ...texts.map(({ file }) => [file, file] as const),
    ...relocations.map(({ object, to }) => [nameOf(object), to] as const),
    ...objects.flatMap(({ object, was, file }) => [
      ...(was ? [[nameOf(was), file] as const] : []),
      [nameOf(object), file] as const,
    ]),
  ]);
}
