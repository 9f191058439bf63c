import { once } from '../base/once';
import type { Finding } from '../diagnostics/finding';
import type { Manifest } from '../kubernetes/manifest';
import { isDummy, isReference, judged, secretSpans } from '../secrets/detect';

/** A finding that quotes nothing which its object keeps secret, to all appearances. */
export function withoutSecrets(found: Finding, manifest: Manifest): Finding {
  const hide = (text: string) => wordsOf(manifest).reduce((all, word) => all.replaceAll(word, HIDDEN), text);
  return { ...found, message: hide(found.message), fix: hide(found.fix) };
}

const HIDDEN = '(hidden)';
/** Shorter words are no secrets, and stand in every sentence. */
const SHORTEST = 4;

const wordsOf = once((manifest: Manifest): readonly string[] => {
  const words = new Set<string>();
  judged<unknown>(manifest, {
    visit: (word, how, { name }) => {
      const text = typeof word === 'string' || typeof word === 'number' ? String(word) : '';
      if (how === 'data' || how === 'whole') words.add(text);
      else for (const [from, to] of secretSpans(text, { name })) words.add(text.slice(from, to));
      return word;
    },
  });
  return [...words]
    .filter((word) => word.length >= SHORTEST && !isReference(word) && !isDummy(word))
    .sort((a, b) => b.length - a.length);
});
