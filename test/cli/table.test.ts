import { own } from '../../src/cli/print/output';
import { table } from '../../src/cli/print/table';

it('is as wide as its columns, and has no blanks at its ends', () => {
  expect(table(['a', 'bc'], [['long', 'x'], ['y']])).toBe('a     bc\nlong  x\ny');
});

it('takes colours for no wider than they look', () => {
  const red = `${own('31m')}x${own('39m')}`;
  expect(
    table(
      ['a', 'bc'],
      [
        [red, '1'],
        ['yy', '2'],
      ],
    ),
  ).toBe(`a   bc\n${red}   1\nyy  2`);
});

it('makes of a cell one line in which nothing acts', () => {
  expect(table(['a', 'b'], [['\u001b[31mx\n', '1']])).toBe('a        b\n␛[31mx␊  1');
});

it('holds as many rows as there are', () => {
  const rows = Array.from({ length: 200_000 }, (_, i) => [String(i), 'x']);
  expect(table(['a', 'b'], rows).split('\n')).toHaveLength(200_001);
});
