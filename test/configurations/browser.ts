import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { html } from '../../src/cli/print/preview/html/page';
import type { Report } from '../../src/preview/report';

/** A browser that has no network to look for, and starts as root. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-sync',
];

/** A page that was opened from a file, and what it did that it should not. */
export interface Opened {
  readonly page: Page;
  /** Requests to anybody, errors, what the policy refused, dialogs, ids that are there twice. */
  readonly complaints: () => Promise<string[]>;
}

/** Opens pages of reports in a real browser. */
export class Pages {
  private readonly folder = mkdtempSync(join(tmpdir(), 'steading-pages-'));
  private last = 0;

  private constructor(private readonly browser: Browser) {}

  static async start(folder: string): Promise<Pages> {
    return new Pages(await chromium.launch({ executablePath: join(folder, 'chromium'), args: ARGUMENTS }));
  }

  async open(report: Report, options: Parameters<Browser['newPage']>[0] = {}): Promise<Opened> {
    const file = join(this.folder, `${++this.last}.html`);
    writeFileSync(file, html(report));
    const page = await this.browser.newPage(options);
    const said: string[] = [];
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', ({ message }) => said.push(`error: ${message}`));
    page.on('dialog', (dialog) => {
      said.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const address = pathToFileURL(file).href;
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(address) && !url.startsWith('data:')) said.push(`request: ${url}`);
    });
    await page.goto(address);
    return { page, complaints: async () => [...said, ...(await twice(page))] };
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, { recursive: true });
  }
}

function twice(page: Page): Promise<string[]> {
  return page.evaluate(`
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    ids.filter((id, i) => ids.indexOf(id) !== i).map((id) => 'twice: ' + id)`);
}
