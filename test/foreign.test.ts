import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Session } from './support/session';

const FOLDER = join(__dirname, 'foreign', 'sound');
const session = new Session();

async function found(path: string): Promise<string[]> {
  const { stdout, stderr } = await session.steading(['check', `./${path}`, '--format', 'json'], { cwd: FOLDER });
  if (stderr !== '') return [stderr];
  const findings = JSON.parse(stdout) as { severity: string; code: string; message: string }[];
  return findings.map(({ severity, code, message }) => `${severity} ${code} ${message}`);
}

/** Who reaches into a node has to: the warning is true, and says so. */
const TRUE_OF: Readonly<Record<string, readonly RegExp[]>> = {
  'home-assistant.yaml': [/ security\/(host-namespace|host-path|privileged) /],
};

/** What products are run with at home, in the shapes in which people write it. */
describe('steading check finds no mistake in', () => {
  it.each(readdirSync(FOLDER))('%s', async (name) => {
    const known = [/ security\/unused-token /, ...(TRUE_OF[name] ?? [])];
    const others = (await found(name)).filter((one) => !known.some((each) => each.test(one)));
    expect(others).toEqual([]);
  });
});

it('what nearly every manifest has is one line with a count', async () => {
  const tokens = (await found('dify.yaml')).filter((one) => one.includes('unused-token'));
  expect(tokens).toEqual([expect.stringMatching(/, and so do 4 other objects$/)]);
});
