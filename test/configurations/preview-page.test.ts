import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { visible } from '../../src/base/visible';
import { sectionsOf } from '../../src/cli/print/preview/sections';
import { large, reports } from '../cli/preview/reports';
import { consequence, SAMPLE } from '../cli/preview/sample';
import fc from '../support/chance';
import { Pages } from './browser';
import { judge } from './judges';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
/** All that our page is made of. */
const ELEMENTS = new Set([
  ...[
    'HTML',
    'HEAD',
    'META',
    'TITLE',
    'LINK',
    'STYLE',
    'BODY',
    'HEADER',
    'MAIN',
    'SEARCH',
    'SECTION',
    'NOSCRIPT',
    'SCRIPT',
  ],
  ...['A', 'H1', 'H2', 'H3', 'P', 'CODE', 'B', 'I', 'SMALL', 'SPAN', 'DIV', 'UL', 'LI', 'DETAILS', 'SUMMARY', 'OUTPUT'],
  ...['LABEL', 'INPUT', 'SELECT', 'OPTION', 'BUTTON', 'TABLE', 'THEAD', 'TBODY', 'TR', 'TH', 'TD', 'DEL', 'INS'],
]);

const shown = (page: Page) => page.locator('.change:visible .title').allTextContents();

/** What somebody who uses no mouse, or sees little, would stumble over; contrast among it. */
async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations, passes }: AxeResults = await page.evaluate('axe.run()');
  if (!passes.some(({ id }) => id === 'color-contrast')) return ['contrast was not looked at'];
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}

const JUDGED = ['the page of a preview: filters, keyboard, contrast, phone, print, content that would break out'];

judge('chromium', { wanted: 'of no stated version', judges: JUDGED }, ({ folder }) => {
  let pages: Pages;
  beforeAll(async () => {
    pages = await Pages.start(folder);
  });
  afterAll(() => pages.close());

  it('asks nobody for anything, complains of nothing, and runs no script but its own', async () => {
    const { page, complaints } = await pages.open(SAMPLE);
    await page.locator('#open').click();
    expect(await complaints()).toEqual([]);
    await page.addScriptTag({ content: 'document.title = "theirs"' }).catch(() => undefined);
    expect(await page.title()).not.toBe('theirs');
    expect((await complaints()).join()).toContain('Content Security Policy');
  });

  it('shows a diff when it is opened, and not before', async () => {
    const { page } = await pages.open(SAMPLE);
    expect(await page.locator('.diff').count()).toBe(0);
    const change = page.locator('.change', { hasText: 'self-hosted-ai/Deployment/litellm' });
    await change.locator('summary').click();
    expect(await change.locator('tbody tr').allTextContents()).toEqual(
      expect.arrayContaining([
        'spec.replicas',
        '12',
        'spec.template.spec.containers[litellm].resources.limits.memory',
        '1Gi2Gi',
      ]),
    );
    expect(await change.locator('del').allTextContents()).toEqual(['1', 'itel', '0.1', '1']);
  });

  it('searches names, paths and values, in what was never opened as well', async () => {
    const { page } = await pages.open(SAMPLE);
    const all = await shown(page);
    expect(all).toHaveLength(8);
    for (const [wanted, found] of [
      ['gpt-4o', ['self-hosted-ai/ConfigMap/litellm-config']],
      ['V1.82.0', ['self-hosted-ai/Deployment/litellm']],
      ['ollama.service', ['host akula-prime']],
      ['nowhere to be found', []],
    ] as const) {
      await page.keyboard.press('/');
      await page.keyboard.type(wanted);
      expect(await shown(page)).toEqual(found);
      expect(await page.locator('#count').textContent()).toBe(`${found.length} of 8 changes`);
      expect(await page.locator('#none').isVisible()).toBe(found.length === 0);
      await page.keyboard.press('Escape');
      expect(await shown(page)).toEqual(all);
      await page.locator('h1').click();
    }
  });

  it('filters by environment and by risk, changes and consequences alike', async () => {
    const { page } = await pages.open(SAMPLE);
    await page.locator('#risk').selectOption('data');
    expect(await shown(page)).toEqual(['self-hosted-ai/PersistentVolumeClaim/qdrant-data']);
    expect(await page.locator('[data-case]:visible').count()).toBe(1);
    await page.locator('#environment').selectOption('gpu');
    expect(await shown(page)).toEqual([]);
    await page.locator('#risk').selectOption('');
    expect(await shown(page)).toEqual(['host akula-prime']);
    expect(await page.locator('.chapter:visible').count()).toBe(0);
  });

  it('leads from a consequence to what changed, whatever was filtered', async () => {
    const { page } = await pages.open(SAMPLE);
    await page.keyboard.press('/');
    await page.keyboard.type('refused');
    await page.getByLabel('Search').fill('cannot be changed');
    await page.getByRole('link', { name: 'self-hosted-ai/Deployment/litellm' }).first().click();
    const change = page.locator('.change[open]');
    expect(await change.locator('.title').textContent()).toBe('self-hosted-ai/Deployment/litellm');
    expect(await page.evaluate('document.activeElement.parentElement.open')).toBe(true);
    expect(await change.locator('.diff').isVisible()).toBe(true);
  });

  it('is walked by keyboard: everything is reached once, is seen when it is, and opens', async () => {
    const { page } = await pages.open(SAMPLE);
    const wanted = await page
      .locator('a:visible, input:visible, select:visible, button:visible, summary:visible')
      .count();
    const walked = new Set<string>();
    for (let i = 0; i < wanted; i++) {
      await page.keyboard.press('Tab');
      const [name, outline] = await page.evaluate<[string, string]>(`
        const active = document.activeElement;
        const style = getComputedStyle(active);
        [active.tagName + ' ' + active.id + ' ' + active.textContent, style.outlineStyle + ' ' + style.outlineWidth]`);
      expect(`${name}: ${outline}`).toBe(`${name}: solid 2px`);
      walked.add(`${i} ${name}`);
    }
    expect(walked.size).toBe(wanted);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    await page.keyboard.press('Enter');
    expect(await page.locator('.change').last().getAttribute('open')).toBe('');
  });

  describe.each([
    ['light', {}],
    ['dark', {}],
    ['light', PHONE],
    ['dark', PHONE],
  ] as const)('%s, %j', (colorScheme, device) => {
    it('is for everybody to read, and toggles', async () => {
      const { page, complaints } = await pages.open(SAMPLE, { ...device, colorScheme });
      await page.locator('#open').click();
      while (await page.locator('.chapter:not([open])').count())
        await page.locator('.chapter:not([open]) summary').first().click();
      const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
      const before = await background();
      expect(await barriers(page)).toEqual([]);
      const toggle = page.getByRole('button', { name: 'Dark' });
      expect(await toggle.getAttribute('aria-pressed')).toBe(String(colorScheme === 'dark'));
      await toggle.click();
      expect(await toggle.getAttribute('aria-pressed')).toBe(String(colorScheme === 'light'));
      expect(await background()).not.toBe(before);
      expect(await barriers(page)).toEqual([]);
      expect(await complaints()).toEqual([]);
    });
  });

  it('what nobody could read would be said', async () => {
    const { page } = await pages.open(SAMPLE);
    await page.evaluate("document.querySelector('.group p').style.color = '#d0d0d0'");
    expect((await barriers(page)).join()).toContain('color-contrast');
  });

  it('fits a phone, where what was stands above what is', async () => {
    const long = 'x'.repeat(3_000);
    const [gpu, homelab] = SAMPLE.comparisons;
    const risk = consequence({ message: `${long} is long`, advice: long });
    const wide = homelab ? [{ ...homelab, environment: 'e'.repeat(200), consequences: [risk] }] : [];
    for (const comparisons of [SAMPLE.comparisons, [...wide, ...(gpu ? [gpu] : [])]]) {
      const { page } = await pages.open({ ...SAMPLE, comparisons }, PHONE);
      await page.locator('#open').click();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      const [before, after] = await Promise.all(
        ['.gone', '.come'].map((side) => page.locator(`tr:has(.gone):has(.come) ${side}`).first().boundingBox()),
      );
      expect(before?.x).toBe(after?.x);
      expect(before?.y).toBeLessThan(after?.y ?? 0);
    }
  });

  it('opens everything for print, and closes it again', async () => {
    const { page } = await pages.open(SAMPLE);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
    expect(await page.locator('.diff').count()).toBe(6);
    expect(await page.locator('.change[open]').count()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.tools').isVisible()).toBe(false);
  });

  it('takes content for text, whatever it is', async () => {
    const samples = fc.sample(reports, { numRuns: 60, seed: 20_260_101 });
    const comparisons = samples.flatMap((report) => report.comparisons);
    const failed = samples.flatMap((report) => report.failed ?? []);
    const stale = samples.flatMap((report) => report.stale ?? []);
    const { page, complaints } = await pages.open({ ...samples[0], comparisons, failed, stale });
    await page.locator('#open').click();
    const titles = comparisons.flatMap(sectionsOf).map(({ title }) => visible(title));
    expect(await page.locator('.change .title').allTextContents()).toEqual(titles);
    const elements = await page.evaluate<string[]>("[...document.querySelectorAll('*')].map(({ tagName }) => tagName)");
    expect(elements.filter((name) => !ELEMENTS.has(name))).toEqual([]);
    expect(elements.filter((name) => name === 'BODY' || name === 'MAIN' || name === 'STYLE')).toHaveLength(3);
    expect(await complaints()).toEqual([]);
  });

  it('shows content that would be a script as it is', async () => {
    const nasty = '</script><script>alert(1)</script><img src=x onerror=alert(2)><!-- ]]>';
    const [comparison] = SAMPLE.comparisons;
    const texts = [{ what: 'changed' as const, file: nasty, before: 'a\n', after: `${nasty}\n` }];
    const { page, complaints } = await pages.open({
      comparisons: comparison ? [{ ...comparison, environment: nasty, texts }] : [],
    });
    await page.locator('#open').click();
    expect(await page.locator('.change', { hasText: 'onerror' }).locator('.come').textContent()).toBe(nasty);
    expect(await page.locator('.environment h3').textContent()).toBe(nasty);
    expect(await complaints()).toEqual([]);
  });

  it.each([
    ['10,000 fields of one object', 1, 10_000],
    ['10,000 fields of 1,000 objects', 1_000, 10],
  ])('stays fluid with %s', async (_, objects, fields) => {
    const [first, ...rest] = large(objects, objects).comparisons;
    if (!first) throw new Error('there is one');
    const many = first.objects.map((object) => ({
      ...object,
      fields: Array.from({ length: fields }, (_, i) => ({ path: ['data', `key-${i}`], before: i, after: i + 1 })),
    }));
    const took = async (work: () => Promise<unknown>) => {
      const started = performance.now();
      await work();
      return performance.now() - started;
    };
    const { page } = await pages.open({ comparisons: [{ ...first, objects: many }, ...rest] });
    const times = {
      open: await took(() => page.locator('.change summary').first().click()),
      search: await took(async () => {
        await page.getByLabel('Search').fill(`key-${fields - 1}`);
        await page.evaluate('document.body.offsetHeight');
      }),
      openAll: await took(async () => {
        await page.locator('#open').click();
        await page.evaluate('document.body.offsetHeight');
      }),
    };
    expect(await shown(page)).toHaveLength(objects);
    expect(Object.entries(times).filter(([, ms]) => ms > 3_000)).toEqual([]);
    if (objects > 1) return;
    while (await page.locator('.more').count()) await page.locator('.more').click();
    expect(await page.locator('.diff tbody tr').count()).toBe(2 * fields);
  });
});
