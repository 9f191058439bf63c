/** One of a unified diff; `@` begins a piece of a longer text. */
export interface Line {
  readonly mark: '+' | '-' | ' ' | '@';
  readonly text: string;
}

const CONTEXT = 2;
/** Texts that have less in common are shown one after the other: to find what they share would take too long. */
const MOST_EDITS = 1_000;

/** What differs between two texts, with a little of what is around it. */
export function linesBetween(before: string, after: string): Line[] {
  const [old, now] = ended(before, after);
  if (old === '') return all('+', now);
  if (now === '') return all('-', old);
  const { structuredPatch } = require('diff') as typeof import('diff');
  const patch = structuredPatch('', '', old, now, '', '', { context: CONTEXT, maxEditLength: MOST_EDITS });
  if (!patch) return [...all('-', old), ...all('+', now)];
  return patch.hunks.flatMap(({ oldStart, newStart, lines }): Line[] => [
    { mark: '@', text: oldStart === newStart ? `line ${newStart}` : `line ${newStart}, was ${oldStart}` },
    ...lines.map(ofPatch),
  ]);
}

/** That the last line has no end is worth a word only where that is what changed. */
function ended(before: string, after: string): readonly [string, string] {
  if (before !== '' && after !== '' && before.endsWith('\n') !== after.endsWith('\n')) return [before, after];
  const end = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
  return [end(before), end(after)];
}

function all(mark: '+' | '-', text: string): Line[] {
  if (text === '') return [];
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => ({ mark, text: line }));
}

function ofPatch(line: string): Line {
  const mark = line[0];
  if (mark === '+' || mark === '-') return { mark, text: line.slice(1) };
  return { mark: ' ', text: mark === '\\' ? 'no end of line before this' : line.slice(1) };
}
