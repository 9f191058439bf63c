import { spawnSync } from 'node:child_process';
import { PRODUCTS, type Product, type ProductName } from '../../tools/products';
import { record } from '../support/judgement';
import { ROOT } from '../support/steading';
import { whyNoRoom } from './room';

interface Judge {
  /** What is rolled out, as the rendered image says it. */
  readonly wanted: string;
  /** What meets the product, for people. */
  readonly judges: readonly string[];
  /** Whether it runs, in a room. */
  readonly room?: boolean;
  /** Products that it needs beside it, some at a version. */
  readonly beside?: readonly (ProductName | readonly [ProductName, string])[];
}

/**
 * Tests that need a real product. Where it cannot be had they are skipped with one visible line; where `CI` is set that
 * is a failure. `path` is where its programs are, and those of the products beside it.
 */
export function judge(
  name: ProductName,
  { wanted, judges, room, beside = [] }: Judge,
  tests: (product: Product & { readonly path: string }) => void,
): void {
  const title = `${name}, of ${PRODUCTS[name].from}`;
  const version = wanted.replace(/^v/, '');
  const found = room ? [whyNoRoom()] : [];
  const others = beside.map((other) => (typeof other === 'string' ? product(other, '') : product(...other)));
  const products = [product(name, version), ...others];
  const missing = [...found, ...products].find((answer) => typeof answer === 'string');
  const [first, ...rest] = products.filter((answer) => typeof answer === 'object');
  if (missing !== undefined || !first) {
    say(`judge ${title}: skipped, ${missing}`);
    if (process.env.CI) it(`${title}: can be had`, () => Promise.reject(new Error(missing)));
    else it.skip(`${title}: ${missing}`, () => undefined);
    return;
  }
  const same = version.startsWith(first.version) || first.version.startsWith(version);
  const started = Date.now();
  afterAll(() => {
    const seconds = (Date.now() - started) / 1000;
    const judge = `${title}, ${first.version}${same ? '' : ` (rolled out: ${wanted})`}`;
    say(`judge ${judge}: ${judges.join(', ')}: ${seconds.toFixed(1)} s`);
    record({ judge, what: judges.join(', '), seconds });
  });
  const path = [first, ...rest].map(({ folder }) => folder).join(':');
  describe(`${title}, ${first.version}`, () => tests({ ...first, path }));
}

/** Found or fetched in a process of its own: tests have to be known before anything can be waited for. */
function product(name: ProductName, version: string): Product | string {
  const command = ['--import', 'tsx', 'tools/products.ts', name, version];
  const { stdout } = spawnSync(process.execPath, command, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  const told = JSON.parse(stdout || '{"missing":"tools/products.ts did not answer"}') as Product | { missing: string };
  return 'missing' in told ? told.missing : told;
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
