import { numbered } from '../../../../base/shorten';
import type { Comparison } from '../../../../preview/comparison';
import type { Report } from '../../../../preview/report';
import { overview } from '../overview';
import type { Chapter, Group } from '../risks';
import type { Changes } from './changes';
import { type Html, markup, NONE } from './markup';

/** Environments × added, changed, removed, risk. */
export function environmentsTable(comparisons: readonly Comparison[]): Html {
  if (comparisons.length === 0) return NONE;
  const { columns, rows } = overview(comparisons);
  const cells = ([name = '', ...rest]: readonly string[], i: number) =>
    markup`<tr><th scope="row"><a href="#environment-${i + 1}">${name}</a></th>${rest.map((cell) => markup`<td${cell === '0' ? markup` class="zero"` : NONE}>${cell}</td>`)}</tr>
`;
  return markup`<section aria-labelledby="environments-title">
<h2 id="environments-title">Environments</h2>
<table class="overview"><thead><tr>${columns.map((column) => markup`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${rows.map(cells)}</tbody></table>
</section>`;
}

/** What keeps environments from being built. */
export function failuresList({ failed = [] }: Report): Html {
  if (failed.length === 0) return NONE;
  const items = failed.flatMap(({ environment, side, findings }) =>
    findings.map(
      ({ code, message, fix }) =>
        markup`<li><b>${environment}</b>, ${side}: ${message} <code>${code}</code><p>to fix: ${fix}</p></li>
`,
    ),
  );
  return markup`<section aria-labelledby="failed-title"><h2 id="failed-title">Cannot be built</h2><ul class="error">${items}</ul></section>`;
}

/** What the changes bring about, and what nobody need have accepted. */
export function risksList(
  levels: readonly Chapter[],
  { failedBy = [], stale = [], misread = [] }: Report,
  changes: Changes,
): Html {
  if (levels.length + stale.length + misread.length + failedBy.length === 0) return NONE;
  const unread = misread.map((line) => markup`<p class="stale">${line}</p>`);
  const needless = stale.map(
    ({ code, about, why }) =>
      markup`<p class="stale">accepted but does not happen: <code>${code}</code>${about === undefined ? '' : ` for ${about}`}, ${why}</p>`,
  );
  return markup`<section aria-labelledby="risks-title">
<h2 id="risks-title">Consequences</h2>
${failedBy.length > 0 ? markup`<p class="fails">fails by: ${failedBy.join(', ')}</p>` : NONE}
${levels.map((chapter) => chapterHtml(chapter, changes))}${unread}${needless}
</section>`;
}

function chapterHtml({ level, title, count, groups }: Chapter, changes: Changes): Html {
  const isOpen = level === 'error' || level === 'warning';
  return markup`<details class="chapter ${level}"${isOpen ? markup` open` : NONE}>
<summary>${title} <small>${numbered(count)}</small></summary>
${groups.map((group) => groupHtml(group, changes))}</details>
`;
}

function groupHtml({ code, risk, advice, cases }: Group, changes: Changes): Html {
  const items = cases.map(
    ({ environment, message, about, accepted }) =>
      markup`<li data-case data-environment="${environment}" data-risks="${risk}"><b>${environment}</b> ${linked(message, about, environment, changes)}${accepted === undefined ? NONE : markup` <i>accepted: ${accepted}</i>`}</li>
`,
  );
  return markup`<div class="group"><h3><code>${code}</code></h3><p>${advice}</p><ul>${items}</ul></div>
`;
}

/** A sentence in which whom it is about leads to what changed of it. */
function linked(message: string, about: readonly string[], environment: string, changes: Changes): Html {
  const links = about.flatMap((name) => {
    const id = changes.idOf(environment, name);
    return id === undefined ? [] : [{ name, link: markup`<a href="#${id}">${name}</a>` }];
  });
  const elsewhere = links.filter(({ name }) => !message.includes(name));
  return markup`${inPlace(message, links)}${elsewhere.map(({ link }) => markup` ${link}`)}`;
}

type Link = { readonly name: string; readonly link: Html };

function inPlace(text: string, [first, ...others]: readonly Link[]): Html[] {
  if (!first) return [markup`${text}`];
  const [before = '', ...after] = text.split(first.name);
  return [...inPlace(before, others), ...after.flatMap((part) => [first.link, ...inPlace(part, others)])];
}
