import { javascript } from '../../tools/issuers/expression';
import { rulesOf } from '../../tools/issuers/main';

const matches = (pattern: string, text: string) => {
  const { source, flags } = javascript(pattern);
  return new RegExp(source, flags).exec(text)?.[1];
};

it.each([
  ['(?i)\\b(abc_[a-f]{3})', 'x ABC_FED', 'ABC_FED'],
  ['\\b(p8e-(?i)[a-z0-9]{4})(?:[\\x60"]|$)', 'p8e-Ab9Z`', 'p8e-Ab9Z'],
  ['\\b(P8e-(?i)[a-z]{2})', 'p8e-Ab', undefined],
  ['\\b(hf_(?i:[a-z]{3}))', 'hf_aBc', 'hf_aBc'],
  ['(?i:(?-i:[Oo]kta))=(00[\\w=\\-]{2})', 'OKTA=00ab', undefined],
  ['[\\w.-]{0,50}?(?i:[\\w.-]{0,50}?(?:(?-i:[Oo]kta)))=(00[\\w=\\-]{2})', 'x_okta=00ab', '00ab'],
  ['\\b(pat[[:alnum:]]{3}\\.x)', 'patA1b.x', 'patA1b.x'],
  ['(?P<a>x)y', 'xy', 'x'],
  ['(ab)(?:[^\\w]|\\z)', 'ab', 'ab'],
])('%s is read by JavaScript as by Go', (pattern, text, found) => {
  expect(matches(pattern, text)).toBe(found);
});

it('a rule without its own pattern, and one of what is public, are left out', () => {
  const toml = `[[rules]]
id = "a-token"
regex = '''(a_[0-9]{3})'''
entropy = 2
keywords = ["A_"]
[[rules.allowlists]]
regexes = ['''a_000''']
[[rules]]
id = "b-client-id"
regex = '''(b)'''
[[rules]]
id = "pkcs12-file"
path = '''x'''
`;
  const rules = [{ id: 'a-token', keywords: ['a_'], source: '(a_[0-9]{3})', flags: 'dg', entropy: 2 }];
  expect(rulesOf(toml)).toEqual(rules);
});
