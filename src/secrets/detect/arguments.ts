import { commandSpans } from './commands';
import { isSecretName } from './names';
import { isReference } from './references';

/** Which words of a list are what an option or a program was given as a secret. */
export function givenBy(command: readonly string[], words: readonly (string | undefined)[]): ReadonlySet<number> {
  const given = new Set<number>();
  words.forEach((word, at) => {
    const before = words[at - 1];
    const isOption = before !== undefined && /^--?[\w.-]+$/.test(before) && isSecretName(before.replace(/^-+/, ''));
    if (isOption && word !== undefined && !/^--?[a-z]/.test(word) && !isReference(word)) given.add(at);
  });
  if (!words.some((word) => word?.startsWith('-')) && command.length === 0) return given;
  let line = command.map(single).join(' ');
  const places = words.map((word) => {
    const from = line.length + 1;
    line += ` ${single(word ?? '')}`;
    return [from, line.length] as const;
  });
  for (const [from, to] of commandSpans(line))
    places.forEach(([start, end], at) => {
      if (from < end && start < to) given.add(at);
    });
  return given;
}

/** A script among the words is looked at for itself. */
function single(word: string): string {
  return /[\s"'|;&<>]/.test(word) || word.length > 500 ? 'x' : word;
}
