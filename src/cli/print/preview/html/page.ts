import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RISKS } from '../../../../preview/consequences/consequence';
import type { Report } from '../../../../preview/report';
import { verdict } from '../../../../preview/verdict';
import { type Chapter, chapters } from '../risks';
import { Changes } from './changes';
import { Html, markup, NONE } from './markup';
import { environmentsTable, failuresList, risksList } from './summary';

/** One page that needs nothing else: no network, no other file, no program but its own. */
export function html(report: Report): string {
  const { comparisons, before, after, name } = report;
  const [style, script] = [part('style.css'), part('script.js')];
  const changes = new Changes(comparisons);
  const levels = chapters(comparisons);
  const title = `Preview${name ? ` of ${name}` : ''}: ${verdict(report)}`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<a class="skip" href="#changes">to the changes</a>
<header>
<h1>${verdict(report)}</h1>
${before && after ? markup`<p><code>${before}</code> → <code>${after}</code></p>` : NONE}
</header>
${tools(report, levels)}
<main>
${environmentsTable(comparisons)}
${failuresList(report)}
${risksList(levels, report, changes)}
<section id="changes" aria-labelledby="changes-title" tabindex="-1">
<h2 id="changes-title">Changes</h2>
<noscript><p>What changed in each is shown by a script, which does not run here.</p></noscript>
${changes.html()}
<p id="none" hidden>Nothing here is what the filters ask for.</p>
</section>
</main>
<script>${new Html(script)}</script>
</body>
</html>`.text;
}

function tools({ comparisons }: Report, levels: readonly Chapter[]): Html {
  const risks = new Set(levels.flatMap(({ groups }) => groups).map(({ risk }) => risk));
  const option = (value: string) => markup`<option>${value}</option>`;
  return markup`<search class="tools">
<label>Search <input id="search" type="search" placeholder="name, path or value" aria-keyshortcuts="/" autocomplete="off" spellcheck="false"></label>
<label>Environment <select id="environment"><option value="">all</option>${comparisons.map((one) => option(one.environment))}</select></label>
<label>Risk <select id="risk"><option value="">all</option>${RISKS.filter((risk) => risks.has(risk)).map(option)}</select></label>
<output id="count"></output>
<span class="buttons"><button type="button" id="open">Open all</button> <button type="button" id="close">Close all</button> <button type="button" id="theme" aria-pressed="false">Dark</button></span>
</search>`;
}

function part(file: string): string {
  return readFileSync(join(__dirname, file), 'utf8');
}

/** Runs and draws what stands in this page by its hash, and asks nobody for anything. */
function policy(style: string, script: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
}
