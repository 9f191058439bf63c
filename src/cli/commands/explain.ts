import { closest } from 'fastest-levenshtein';
import { Refusal } from '../../base/refusal';
import { groupBy } from '../../base/sort';
import { type Code, catalogue } from '../../diagnostics/catalogue';
import { list } from '../../diagnostics/entry';
import { catalogue as consequences } from '../../preview/consequences/catalogue';
import { EXIT } from '../exit';
import { print } from '../print/output';

type Risk = keyof typeof consequences;

/** Prints what a code means, or all codes by area where none is named. Throws a `Refusal` for an unknown code. */
export function explain(code: string | true): number {
  if (code === true) return listed();
  if (Object.hasOwn(consequences, code)) return ofConsequence(code as Risk);
  if (!Object.hasOwn(catalogue, code)) throw new Refusal('usage', `unknown code '${code}'`, suggestion(code));
  const { level, explain } = catalogue[code as Code];
  const accept =
    level === 'error'
      ? 'An error cannot be accepted: the result would not work.'
      : `To accept it for a reason and a time: component.acknowledge('${code}', { why: '…', until: '2027-01-31' })`;
  print(`${code} (${level})\n\n${explain}\n\n${accept}\n`);
  return EXIT.fine;
}

/** A consequence has no fix: somebody intends the change. */
function ofConsequence(code: Risk): number {
  const { level, explain } = consequences[code];
  const accept = `To accept it in a pull request, a line of its text: accept-risk: ${code} OBJECT because …`;
  print(`${code} (${level})\n\n${explain}\n\n${accept}\n`);
  return EXIT.fine;
}

const areaOf = (code: string): string => code.split('/')[0] ?? code;
const CODES = [...Object.keys(catalogue), ...Object.keys(consequences)];

/** The nearest codes of the nearest area: a code of another area has another meaning, however alike it looks. */
function suggestion(code: string): string {
  const areas = groupBy(CODES, areaOf);
  const area = closest(areaOf(code), [...areas.keys()]);
  const own = areas.get(area) ?? [];
  if (code.includes('/')) return `did you mean '${closest(code, own)}'? --explain without a code lists all codes`;
  return `codes of '${area}' are ${list([...own].sort())}; --explain without a code lists all codes`;
}

function listed(): number {
  const part = (title: string, codes: readonly string[]) => {
    const areas = [...groupBy([...codes].sort(), areaOf)].map(([area, own]) => {
      const width = Math.max(...own.map((code) => code.length));
      return `${area}\n${own.map((code) => `  ${code.padEnd(width)}  ${levelOf(code)}`).join('\n')}`;
    });
    return `${title}\n\n${areas.join('\n\n')}\n`;
  };
  const found = part('Findings of `steading check`, by area:', Object.keys(catalogue));
  print(`${found}\n${part('Consequences of a change in `steading diff`, by risk:', Object.keys(consequences))}`);
  return EXIT.fine;
}

const levelOf = (code: string): string => ({ ...catalogue, ...consequences })[code as Code | Risk].level;
