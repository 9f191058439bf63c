import MarkdownIt from 'markdown-it';

const parser = new MarkdownIt({ html: true, linkify: true });
type Token = ReturnType<typeof parser.parse>[number];

const OPEN = /^<details><summary>(.*)<\/summary>$/;
/** All that a summary may have in it: words of ours, names as code, characters by their number. */
const SUMMARY = /^(?:<b>|<\/b>|<code>[^<>&@#]*(?:&#\d+;[^<>&@#]*)*<\/code>|[\w +−~→:,])*$/u;
const BLOCKS = new Set(['html_block', 'inline', 'fence']);
const PARTS = /^(paragraph|heading|bullet_list|list_item|table|thead|tbody|tr|th|td)_(open|close)$/;
/** What a forge would make a link of, or call somebody by. */
const CALLS = /@\w|#\d|GH-\d|https?:|www\./;

export interface Read {
  /** How every section that is shown is titled. */
  readonly sections: readonly string[];
  readonly fences: number;
  readonly markers: number;
  /** What is not as it should be. */
  readonly wrong: readonly string[];
}

/** Reads a comment as a forge would, and says what is not as it should be. */
export function read(markdown: string): Read {
  const lines = markdown.split('\n');
  const tokens = parser.parse(markdown, {});
  const wrong: string[] = [];
  const sections: string[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (!BLOCKS.has(token.type) && !PARTS.test(token.type)) wrong.push(`${token.type} at line ${token.map?.[0]}`);
    if (token.type === 'html_block') {
      const html = token.content.trim();
      const summary = OPEN.exec(html)?.[1];
      if (summary !== undefined) {
        if (!SUMMARY.test(summary)) wrong.push(`a summary: ${summary}`);
        depth++;
        if (depth === 2) sections.push(summary);
      } else if (html === '</details>') depth--;
      else if (!/^<!-- steading-preview(: [A-Za-z0-9.-]+)? -->$/.test(html)) wrong.push(`HTML: ${html}`);
      if (depth < 0 || depth > 2) wrong.push(`details are ${depth} deep`);
    }
    if (token.type === 'fence') {
      const last = lines[(token.map?.[1] ?? 0) - 1];
      if (last !== token.markup || token.info !== 'diff') wrong.push(`a fence that ends with ${last}`);
    }
    if (token.type === 'heading_open' && token.tag !== 'h4') wrong.push(`a heading ${token.tag}`);
    // A parser forgives rows of another length: their text does not.
    if (token.type === 'table_open') {
      const widths = new Set(lines.slice(...(token.map ?? [])).map((line) => line.split('|').length));
      if (widths.size !== 1) wrong.push(`rows of ${[...widths].join(' and ')} cells`);
    }
    if (token.type === 'inline') wrong.push(...inline(token.children ?? []));
  }
  if (depth !== 0) wrong.push(`${depth} details are open at the end`);
  return {
    sections,
    fences: tokens.filter(({ type }) => type === 'fence').length,
    markers: markdown.split('<!-- steading-preview').length - 1,
    wrong,
  };
}

function inline(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ type, content }, i) => {
    // The one link is where the whole is.
    if (type === 'link_open' || type === 'link_close')
      return tokens.some((one) => one.content.includes('the whole: ')) ? [] : [`a link at ${i}`];
    if (['code_inline', 'strong_open', 'strong_close', 'softbreak'].includes(type)) return [];
    if (type !== 'text') return [`${type}: ${content}`];
    return CALLS.test(content) && tokens[i - 1]?.type !== 'link_open' ? [`a call: ${content}`] : [];
  });
}
