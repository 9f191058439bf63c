import { plural } from '../../../../diagnostics/entry';
import type { Comparison } from '../../../../preview/comparison';
import { type Section, sectionsOf } from '../sections';
import { data, type Html, markup, NONE } from './markup';
import { rowsOf } from './rows';

const SIGN = { added: '+', removed: '−', changed: '~', renamed: '→', moved: '→', said: '·' };

interface Placed {
  readonly id: string;
  readonly section: Section;
}

/** Everything that changed, each under an id of its own. */
export class Changes {
  private readonly environments: readonly { readonly comparison: Comparison; readonly members: readonly Placed[] }[];
  private readonly ids = new Map<string, string>();

  constructor(comparisons: readonly Comparison[]) {
    let last = 0;
    this.environments = comparisons.map((comparison) => ({
      comparison,
      members: sectionsOf(comparison).map((section) => ({ id: `change-${++last}`, section })),
    }));
    for (const { comparison, members } of this.environments)
      for (const { id, section } of members)
        for (const subject of section.subjects) this.ids.set(keyOf(comparison.environment, subject), id);
  }

  /** Where that of which a consequence speaks is to be found here. */
  idOf(environment: string, subject: string): string | undefined {
    return this.ids.get(keyOf(environment, subject));
  }

  html(): Html {
    return markup`${this.environments.map(environmentHtml)}`;
  }
}

const keyOf = (environment: string, subject: string): string => `${environment}\0${subject}`;

function environmentHtml(
  { comparison, members }: { readonly comparison: Comparison; readonly members: readonly Placed[] },
  i: number,
): Html {
  const { environment } = comparison;
  const said = members.length > 0 ? NONE : markup`<p>nothing changes</p>`;
  return markup`<section class="environment" data-environment="${environment}" aria-labelledby="environment-${i + 1}">
<h3 id="environment-${i + 1}">${environment}</h3>
${said}${members.map((one) => changeHtml(one, comparison))}</section>
`;
}

function changeHtml({ id, section }: Placed, { environment, consequences }: Comparison): Html {
  const { kind, what, title, details, remarks, subjects } = section;
  const entries = section.entries();
  const hit = consequences.filter(({ about }) => about.some((name) => subjects.includes(name)));
  const risks = [
    ...new Map(hit.map(({ risk, level, accepted }) => [risk, accepted === undefined ? level : 'accepted'])),
  ];
  const badges = risks.map(([risk, level]) => markup` <span class="badge ${level}">${risk}</span>`);
  const amount =
    kind === 'object' && what === 'changed' ? markup` <small>${plural(entries.length, 'field')}</small>` : NONE;
  const sentences = remarks.length > 0 ? markup`<ul>${remarks.map((one) => markup`<li>${one}</li>`)}</ul>` : NONE;
  return markup`<details class="change ${what}" id="${id}" data-environment="${environment}" data-risks="${risks.map(([risk]) => risk).join(' ')}">
<summary><span class="sign" aria-hidden="true">${SIGN[what]}</span> <span class="title">${title}</span>${what === 'said' ? NONE : markup` <small>${what}</small>`}${amount}${badges}</summary>
${details.length > 0 ? markup`<p class="where">${details.join(' · ')}</p>` : NONE}${sentences}${entries.length > 0 ? data(rowsOf(entries)) : NONE}
</details>
`;
}
