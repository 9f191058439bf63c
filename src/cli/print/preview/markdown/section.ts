import { numbered, shortened } from '../../../../base/shorten';
import { plural } from '../../../../diagnostics/entry';
import type { Section } from '../sections';
import { diffBlock, type Extent } from './diff-block';
import { code, htmlCode, prose } from './escape';

export const LONG: Extent = { entries: 200, lines: 80, line: 300 };
export const SHORT: Extent = { entries: 20, lines: 12, line: 120 };
export const END = '</details>';
const NAME = 200;
const SENTENCE = 1_000;
const SIGN = { added: '+ ', removed: '− ', changed: '~ ', renamed: '→ ', moved: '→ ', said: '' };

/** Folds what follows, up to `END`. */
export function beginning(name: string, about: readonly string[]): string {
  return `<details><summary><b>${htmlCode(shortened(name, NAME))}</b>${after(about)}</summary>`;
}

const after = (about: readonly string[]): string => (about.length > 0 ? ` ${about.join(', ')}` : '');

/** One section, folded. */
export function sectionText(section: Section, extent: Extent): string {
  const { kind, what, title, details, remarks } = section;
  const entries = section.entries();
  const about = [
    ...(what === 'said' ? [] : [what]),
    ...(kind === 'object' && what === 'changed' ? [plural(entries.length, 'field')] : []),
  ];
  const more = remarks.length - extent.entries;
  return [
    `<details><summary>${SIGN[what]}${htmlCode(shortened(title, NAME))}${after(about)}</summary>`,
    ...(details.length > 0 ? [details.map((detail) => code(shortened(detail, NAME))).join(', ')] : []),
    ...(remarks.length > 0
      ? [
          remarks
            .slice(0, extent.entries)
            .map((remark) => `- ${prose(shortened(remark, SENTENCE))}`)
            .join('\n'),
        ]
      : []),
    ...(more > 0 ? [`… ${numbered(more)} more`] : []),
    ...(entries.length > 0 ? [diffBlock(entries, extent)] : []),
    END,
  ].join('\n\n');
}
