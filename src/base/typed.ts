import { quoted } from './shell';
import { visible } from './visible';

/** A word of a command that a person types, whatever it contains: on one line, and the same for sh, bash and zsh. What cannot be seen is escaped. */
export function typed(word: string): string {
  if (visible(word) === word) return quoted(word);
  const escaped = [...word].map((one) => {
    if (one === "'" || one === '\\') return `\\${one}`;
    return visible(one) === one
      ? one
      : [...Buffer.from(one)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
  });
  return `$'${escaped.join('')}'`;
}
