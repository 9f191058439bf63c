import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { contents, environments, temporary } from '../support/project';
import { steading } from '../support/steading';

const SHOP = "const c = stack.cluster('home', CLUSTER); for (let i = 0; i < 40; i++) c.namespace('shop-' + i);";
const shops = environments({ shop: SHOP });
const synth = (out: string) => steading(['synth', 'shop', '--out', out], { cwd: shops });
const isRoot = process.getuid?.() === 0;

describe('a disk that says no ends with 3, names the path and the fix on stderr, and leaves everything as it was', () => {
  it('a file where the output folder should be', async () => {
    const out = join(temporary(), 'out');
    writeFileSync(out, 'mine');
    const { code, stdout, stderr } = await synth(out);
    expect(stderr).toMatch(`error: cannot write in ${out}: it is a file, not a folder\nto fix: `);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  });

  it('a person’s file in the way', async () => {
    const out = temporary();
    const path = join(out, 'shop/platform/namespaces/namespace-shop-7.yaml');
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, 'mine');
    const before = contents(out);
    const { code, stdout, stderr } = await synth(out);
    expect(stderr).toContain(path);
    expect(stderr).toContain('steading did not put it there\nto fix: ');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(contents(out)).toEqual(before);
  });

  it('a folder without the right to write', async () => {
    const out = temporary();
    chmodSync(out, 0o555);
    const withoutRights = isRoot ? readOnly(out) : () => undefined;
    try {
      const { code, stdout, stderr } = await synth(out);
      expect(stderr).toMatch(/error: cannot .*(permission denied|read-only)\nto fix: /);
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(readdirSync(out)).toEqual([]);
    } finally {
      withoutRights();
      chmodSync(out, 0o755);
    }
  });

  const possible = canMount();
  if (!possible) console.warn('SKIPPED: a full disk. Run the tests as root with the right to mount a tmpfs to see it.');
  (possible ? it : it.skip)('a full disk', async () => {
    const { folder, unmount } = mounted(temporary(), 'size=64k') as Mounted;
    try {
      writeFileSync(join(folder, 'mine'), 'x');
      const { code, stdout, stderr } = await synth(join(folder, 'out'));
      expect(stderr).toMatch(/error: cannot .*no space is left on the disk\nto fix: free some space/);
      expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
      expect(existsSync(join(folder, 'out/shop'))).toBe(false);
      expect(contents(folder).mine).toMatch(/x$/);
    } finally {
      unmount();
    }
  });
});

interface Mounted {
  readonly folder: string;
  readonly unmount: () => void;
}

/** A small disk of its own; nothing where the system does not allow it. */
function mounted(folder: string, options: string): Mounted | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'ignore' });
    return { folder, unmount: () => execFileSync('umount', [folder]) };
  } catch {
    return undefined;
  }
}

function canMount(): boolean {
  const disk = isRoot ? mounted(temporary(), 'size=64k') : undefined;
  disk?.unmount();
  return disk !== undefined;
}

/** Rights do not bind root: for root the folder becomes a read-only disk. */
function readOnly(folder: string): () => void {
  const disk = mounted(folder, 'ro');
  if (!disk) throw new Error('cannot take the right to write from root: run as another user, or allow mounting');
  return disk.unmount;
}
