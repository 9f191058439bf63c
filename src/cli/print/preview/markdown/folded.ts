import { plural } from '../../../../diagnostics/entry';
import type { Comparison } from '../../../../preview/comparison';
import { isRisk } from '../../../../preview/verdict';
import { type Section, sectionsOf } from '../sections';
import { type Budget, type Fitted, omitted } from './budget';
import { beginning, END, LONG, SHORT, sectionText } from './section';

/** The sections of an environment. */
interface Chapter {
  readonly beginning: string;
  readonly candidates: readonly Candidate[];
}

interface Candidate {
  readonly section: Section;
  readonly isRisky: boolean;
  readonly text: string;
}

/** What changed, folded by environment. What somebody should look at comes in first, then what is short. */
export function folded(comparisons: readonly Comparison[], budget: Budget): Fitted {
  const chapters = comparisons.map(chapter);
  const chosen = choose(chapters, budget);
  const all = chapters.flatMap(({ candidates }) => candidates);
  return {
    text: chapters
      .flatMap((one) => {
        const shown = one.candidates.flatMap((candidate) => chosen.get(candidate) ?? []);
        return shown.length > 0 ? [one.beginning, ...shown, END] : [];
      })
      .join('\n\n'),
    omitted: NOUNS.flatMap(([kind, noun]) => {
      const members = all.filter(({ section }) => section.kind === kind);
      return omitted(members.filter((one) => !chosen.has(one)).length, members.length, noun);
    }),
  };
}

const NOUNS: readonly (readonly [Section['kind'], string])[] = [
  ['object', 'objects'],
  ['file', 'files'],
  ['host', 'hosts'],
  ['reach', 'lists of who reaches whom'],
  ['relocations', 'lists of what stands in another file'],
  ['notes', 'lists of notes'],
];

function chapter(comparison: Comparison): Chapter {
  const risky = new Set(comparison.consequences.filter(isRisk).flatMap(({ about }) => about));
  const sections = sectionsOf(comparison);
  const counted = (['object', 'file', 'host'] as const).flatMap((kind) => {
    const count = sections.filter((section) => section.kind === kind).length;
    return count > 0 ? [plural(count, kind)] : [];
  });
  return {
    beginning: beginning(comparison.environment, counted),
    candidates: sections.map((section) => ({
      section,
      isRisky: section.kind === 'reach' || section.subjects.some((subject) => risky.has(subject)),
      text: sectionText(section, LONG),
    })),
  };
}

/** One that is too large as a whole is tried with the beginning of everything in it. */
function choose(chapters: readonly Chapter[], budget: Budget): Map<Candidate, string> {
  const chosen = new Map<Candidate, string>();
  const begun = new Set<Chapter>();
  const order = chapters
    .flatMap((of) => of.candidates.map((candidate) => ({ of, candidate })))
    .sort(
      ({ candidate: a }, { candidate: b }) => Number(b.isRisky) - Number(a.isRisky) || a.text.length - b.text.length,
    );
  for (const { of, candidate } of order) {
    const around = begun.has(of) ? '' : `${of.beginning}${END}\n\n\n`;
    const fits = (text: string) => budget.take(`${around}${text}\n`);
    const form = [() => candidate.text, () => sectionText(candidate.section, SHORT)].map((make) => make()).find(fits);
    if (form === undefined) continue;
    begun.add(of);
    chosen.set(candidate, form);
  }
  return chosen;
}
