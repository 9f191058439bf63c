import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { VARIANTS } from '../src/config/llm';
import { build, IDP, switched } from './support/idp';

/**
 * What each way to a language model makes of environment `idp`: `golden/idp/tailscale.yaml` holds its Applications, policies and Secrets, the others what
 * is different from it. `UPDATE=1` writes them anew.
 */
const FOLDER = join(__dirname, 'golden/idp');
const SHOWN = /^applications\/|networkpolicy-|secret/;

type Files = Readonly<Record<string, string>>;

const CONFIGURATIONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(VARIANTS.map((variant) => [variant, switched(variant)])),
  several: switched('openai')
    .replace('# openWebUi:', 'openWebUi:')
    .replace(/(?<=anthropic\]) .*/, ''),
  'without-proxy': switched('direct').replace('keepProxy: true', 'keepProxy: false'),
};

let base: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  base = await build();
});

describe.each(Object.keys(CONFIGURATIONS))('idp with %s', (name) => {
  let made: Awaited<ReturnType<typeof build>>;
  beforeAll(async () => {
    made = await build(CONFIGURATIONS[name]);
  });

  it('is what it was', () => {
    const path = join(FOLDER, `${name}.yaml`);
    const text = name === 'tailscale' ? shown(made.files) : differing(made.files, base.files);
    if (process.env.UPDATE) writeFileSync(path, text);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(text);
  });

  it('is nothing to complain about', () => {
    expect(made.findings).toEqual([]);
  });

  it('has no key in it', () => {
    const text = Object.values(made.files).join();
    expect(text).not.toMatch(/\bsk-|AIza|0p3n-w3bu/);
    for (const [path, file] of Object.entries(made.files))
      if (/\/secret/.test(path)) expect(Object.keys(parse(file))).not.toContain('data');
  });

  it('differs from the others in what asks, and in nothing else', () => {
    const changed = Object.keys({ ...base.files, ...made.files }).filter(
      (path) => made.files[path] !== base.files[path],
    );
    const asking = /^(applications|platform)\/(holmesgpt|open-webui|llm-proxy)[./]/;
    expect(changed.filter((path) => !asking.test(path))).toEqual([]);
  });
});

it('switched there and back is the same, byte by byte', async () => {
  for (const variant of VARIANTS) {
    const there = switched(variant, IDP);
    expect((await build(switched('tailscale', there))).files).toEqual(base.files);
  }
});

function shown(files: Files): string {
  const paths = Object.keys(files)
    .filter((path) => SHOWN.test(path))
    .sort();
  return paths.map((path) => `# ${path}\n${files[path]}`).join('---\n');
}

function differing(files: Files, from: Files): string {
  const gone = Object.keys(from).filter((path) => files[path] === undefined);
  const other = Object.fromEntries(Object.entries(files).filter(([path, text]) => from[path] !== text));
  return [...gone.map((path) => `# gone: ${path}\n`), shown(other)].join('');
}
