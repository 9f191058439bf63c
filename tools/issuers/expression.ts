/** A pattern of Go's RE2 as one of JavaScript: what Node 20 has no spelling for is spelled out. */
export function javascript(pattern: string): { source: string; flags: string } {
  const whole = /^\(\?i\)/.test(pattern);
  const source = scoped(pattern.replace(/^\(\?i\)/, '').replace(BEFORE, '$1'), whole);
  return { source, flags: whole ? 'dgi' : 'dg' };
}

/** Letters before the name of an issuer: they are in no group, and take a backtracking engine fifty times as long. */
const BEFORE = /^\[\\w\.-\]\{0,50\}\?(\(\?i:)?(?:\[\\w\.-\]\{0,50\}\?)?/;

/** Within `(?i)`, `(?i:…)` and `(?-i:…)` letters are written in both cases; a pattern that is `i` as a whole needs none of that. */
function scoped(pattern: string, isWhole: boolean): string {
  let said = '';
  let isClass = false;
  const open: boolean[] = [];
  let isLoose = false;
  for (let at = 0; at < pattern.length; at++) {
    const rest = pattern.slice(at);
    const [group] = /^\(\?(?:(-?i):?|P<\w+>|s:|:)?/.exec(rest) ?? [''];
    const escaped = /^\\(?:x[0-9a-fA-F]{2}|.)/.exec(rest)?.[0];
    if (escaped) {
      said += escaped === '\\z' ? '$(?![\\s\\S])' : escaped;
      at += escaped.length - 1;
    } else if (isClass && rest.startsWith('[:alnum:]')) {
      said += 'a-zA-Z0-9';
      at += '[:alnum:]'.length - 1;
    } else if (!isClass && rest.startsWith('(?i)')) {
      isLoose = true;
      at += 3;
    } else if (!isClass && rest.startsWith('(')) {
      open.push(isLoose);
      if (/^\(\?i/.test(rest)) isLoose = true;
      if (/^\(\?-i/.test(rest)) isLoose = false;
      if (/^\(\?s/.test(rest)) throw new Error(`not read here: ${pattern}`);
      const isNamed = rest.startsWith('(?P<');
      said += isNamed ? '(' : group === '' ? '(' : '(?:';
      at += Math.max(group.length, 1) - 1;
    } else {
      if (!isClass && rest.startsWith(')')) isLoose = open.pop() ?? false;
      if (rest.startsWith('[')) isClass = true;
      if (rest.startsWith(']')) isClass = false;
      said +=
        isLoose && !isWhole
          ? bothCases(rest[0] as string, isClass, /^[a-z]-[a-z]/i.test(rest) && isClass ? rest.slice(0, 3) : undefined)
          : rest[0];
      if (isLoose && !isWhole && isClass && /^[a-z]-[a-z]/i.test(rest)) at += 2;
    }
  }
  return said;
}

function bothCases(letter: string, isClass: boolean, range: string | undefined): string {
  if (range) return `${range.toLowerCase()}${range.toUpperCase()}`;
  const [small, large] = [letter.toLowerCase(), letter.toUpperCase()];
  if (small === large) return letter;
  return isClass ? `${small}${large}` : `[${small}${large}]`;
}
