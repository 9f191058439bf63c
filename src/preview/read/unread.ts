import { groupBy } from '../../base/sort';
import type { Side } from '../side';
import { compareTexts } from '../texts';

/** Files that differ and are not read as others are: those of one reason in one note. */
export function unreadNotes(before: Side, after: Side): string[] {
  const texts = compareTexts(before.texts, after.texts).map(({ file }) => file.replace(/ \(\d+\)$/, ''));
  const sources = compareTexts(before.sources ?? [], after.sources ?? []).map(({ file }) => file);
  const differing = new Set([...texts, ...sources]);
  const unread = new Map([...(before.unread ?? []), ...(after.unread ?? [])].map(({ file, why }) => [file, why]));
  const told = groupBy(
    [...unread].filter(([file]) => differing.has(file)),
    ([, why]) => why,
  );
  return [...told].map(([why, files]) => {
    const [first, ...others] = files.map(([file]) => file);
    const more = others.length > 1 ? ` and ${others.length} others` : others.map((file) => ` and ${file}`).join('');
    return `${first}${more}: ${why}`;
  });
}
