const [WIDTH, HEIGHT, MARGIN] = [7.8, 17, 16];

const ESCAPE = '\u001b[';

/** Classes of the picture, by the code that begins them; the other codes end them. */
const STYLES: Readonly<Record<string, string>> = {
  1: 'bold',
  2: 'dim',
  31: 'red',
  32: 'green',
  33: 'yellow',
  36: 'cyan',
};

/** What a terminal shows, as SVG: text with the colours that its escape sequences ask for. */
export function picture(output: string): string {
  const lines = output.split('\n').map(spans);
  const columns = Math.max(...lines.map((line) => line.reduce((sum, { text }) => sum + text.length, 0)));
  const [width, height] = [Math.ceil(columns * WIDTH) + 2 * MARGIN, lines.length * HEIGHT + 2 * MARGIN];
  const rows = lines.map((line, i) => {
    const inner = line.map(({ style, text }) =>
      style ? `<tspan class="${style}">${escaped(text)}</tspan>` : escaped(text),
    );
    return `<text x="${MARGIN}" y="${MARGIN + (i + 1) * HEIGHT - 4}">${inner.join('')}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" xml:space="preserve" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<style>
rect { fill: #0d1117 }
text { white-space: pre; fill: #c9d1d9; font: 13px/1.3 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace }
.bold { font-weight: bold } .dim { fill: #768390 } .red { fill: #f47067 } .green { fill: #57ab5a } .yellow { fill: #daaa3f } .cyan { fill: #39c5cf }
</style>
<rect width="100%" height="100%" rx="8"/>
${rows.join('\n')}
</svg>
`;
}

function spans(line: string): { style: string | undefined; text: string }[] {
  const [plain = '', ...coded] = line.split(ESCAPE);
  const parts = coded.map((part) => {
    const [, code = '', text = ''] = /^(\d+)m(.*)$/.exec(part) ?? [];
    return { style: STYLES[code], text };
  });
  return [{ style: undefined, text: plain }, ...parts].filter(({ text }) => text !== '');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
