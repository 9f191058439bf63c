import { execFileSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { compareTrees, type Tree, writeTrees } from '../../src/write';
import { ownershipText } from '../../src/write/ownership';
import { roomOf } from '../../src/write/room';
import { committed, prepare } from './crashes';
import { clear, expected, failing, put, recover, refused, scratch, snapshot, tree } from './support';

// A checkout is what others wrote. Whoever writes a tree into it, or compares one with it, loses no file to them.

beforeAll(prepare);
afterAll(clear);

const KEY = 'not a real key\n';
const wanted = tree({ a: 'a' });

/** A user's folder with a file that nobody may have, and a checkout in it. */
function home(): { home: string; out: string; key: string } {
  const home = scratch();
  const out = join(home, 'work/checkout');
  fs.mkdirSync(out, { recursive: true });
  return { home, out, key: put(home, '.ssh/id_ed25519', KEY) };
}

function link(path: string, to: string): void {
  fs.mkdirSync(dirname(path), { recursive: true });
  fs.symlinkSync(to, path);
}

/** Writing and comparing both refuse, and nothing of the user's folder has changed. */
async function nothingHappens(user: { home: string; out: string }, trees: readonly Tree[] = [wanted]) {
  const before = snapshot(user.home);
  const error = await refused(user.out, ...trees);
  expect(snapshot(user.home)).toEqual(before);
  return error;
}

describe('a journal that a checkout brings', () => {
  const sums: Readonly<Record<string, (body: string) => string>> = {
    'a checksum': (body) => createHash('sha256').update(body).digest('hex'),
    'a signature under no key': (body) => createHmac('sha256', '').update(body).digest('hex'),
    'a signature under zeros': (body) => createHmac('sha256', '0'.repeat(64)).update(body).digest('hex'),
    nothing: () => '',
  };
  const sumOfKey = { size: KEY.length, sha256: createHash('sha256').update(KEY).digest('hex') };
  const takes = { environment: 'attic', puts: [{ path: 'id_ed25519', added: true, ...sumOfKey }], removes: [] };
  const removes = { environment: 'lab', puts: [], removes: ['mine'] };
  const cases = ['journal', 'undo'].flatMap((name) =>
    [1, 2].flatMap((schema) => Object.keys(sums).map((sum) => [name, schema, sum] as const)),
  );

  test.each(cases)('as %s of schema %d with %s moves and removes nothing', async (name, schema, sum) => {
    const user = home();
    put(user.out, 'lab/mine');
    for (const part of ['stage', 'old']) fs.mkdirSync(join(roomOf(user.out).path, part), { recursive: true });
    link(join(roomOf(user.out).stage, 'attic'), '../../../../.ssh');
    link(join(roomOf(user.out).old, 'attic'), '../../../../.ssh');
    const entries = [takes, removes].map((entry) => ({ ...entry, folders: [] }));
    const body = JSON.stringify({ schema, out: fs.realpathSync(user.out), journal: entries });
    const path = put(user.out, `.steading/${name}`, `${sums[sum]?.(body)}\n${body}\n`);
    expect(await nothingHappens(user)).toMatchObject({ kind: 'damaged', path });
  });
});

describe('a link in the hidden folder', () => {
  test.each(['', 'stage', 'old', 'lock', 'journal', 'undo', 'journal.draft'])('at .steading/%s', async (part) => {
    const user = home();
    const isFolder = ['', 'stage', 'old', 'lock'].includes(part);
    link(join(user.out, '.steading', part), isFolder ? join(user.home, '.ssh') : user.key);
    expect(await nothingHappens(user)).toMatchObject({ kind: 'foreign', path: join(user.out, '.steading', part) });
  });

  test.each(['stage/lab', 'old/lab', 'lock-1+2+3+4+5+6'])('at .steading/%s is not followed', async (part) => {
    const user = home();
    link(join(user.out, '.steading', part), join(user.home, '.ssh'));
    await writeTrees(user.out, [wanted]);
    expect(snapshot(user.out)).toEqual(expected(wanted));
    expect(fs.readFileSync(user.key, 'utf8')).toBe(KEY);
  });
});

describe('a journal of one’s own', () => {
  test('in another folder does nothing there', async () => {
    const user = home();
    fs.cpSync(roomOf(await committed(0.4)).path, roomOf(user.out).path, { recursive: true });
    fs.rmSync(roomOf(user.out).lock, { recursive: true });
    put(user.out, 'one/x/y/gone');
    expect(await nothingHappens(user)).toMatchObject({ kind: 'damaged', path: roomOf(user.out).journal });
  });

  test.each(['a link to it', 'its bytes', 'a link to its folder'])('brings no file in by %s', async (by) => {
    const user = home();
    const out = await committed(0.4);
    const { stage } = roomOf(out);
    fs.rmSync(join(stage, 'one/new.sh'));
    if (by === 'a link to it') fs.symlinkSync(user.key, join(stage, 'one/new.sh'));
    if (by === 'its bytes') put(stage, 'one/new.sh', KEY);
    if (by === 'a link to its folder') {
      put(user.home, '.ssh/new.sh', '2');
      fs.rmSync(join(stage, 'one'), { recursive: true });
      link(join(stage, 'one'), join(user.home, '.ssh'));
    }
    const before = snapshot(user.home);
    await recover(out);
    expect(snapshot(user.home)).toEqual(before);
    expect(fs.existsSync(join(out, 'one/new.sh'))).toBe(false);
    expect(JSON.stringify(snapshot(out))).not.toContain('real key');
  });

  test('puts no file back by a link', async () => {
    const user = home();
    const out = await committed(0.9);
    const { stage, old } = roomOf(out);
    put(user.home, '.ssh/a', KEY);
    fs.rmSync(stage, { recursive: true });
    fs.rmSync(join(old, 'two'), { recursive: true, force: true });
    link(join(old, 'two'), join(user.home, '.ssh'));
    await recover(out).catch(() => undefined);
    expect(fs.readFileSync(join(user.home, '.ssh/a'), 'utf8')).toBe(KEY);
    expect(JSON.stringify(snapshot(out))).not.toContain('real key');
  });
});

describe('a checkout of Git', () => {
  const git = (cwd: string, ...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=me', '-c', 'user.email=me@example.org', ...args], { cwd, stdio: 'pipe' });

  /** What somebody pushed, cloned by the user. */
  function cloned(user: { out: string }, files: Readonly<Record<string, string | { to: string }>>): void {
    const theirs = scratch();
    for (const [path, is] of Object.entries(files))
      if (typeof is === 'string') put(theirs, path, is);
      else link(join(theirs, path), is.to);
    git(theirs, 'init', '--quiet');
    git(theirs, 'add', '--all');
    git(theirs, 'commit', '--quiet', '--message', 'ours');
    git(user.out, 'clone', '--quiet', theirs, '.');
  }

  test.each(['stage/lab/a', 'lock/1+2+3+4+5+6', 'old/lab/a', 'journal.draft', 'notes'])(
    'that tracks .steading/%s',
    async (part) => {
      const user = home();
      cloned(user, { [`apps/.steading/${part}`]: 'theirs\n' });
      const out = join(user.out, 'apps');
      const error = await nothingHappens({ ...user, out });
      expect(error).toMatchObject({ kind: 'foreign', path: roomOf(out).path });
      expect(error.message).toContain(`.steading/${part} in ${out} is tracked by Git`);
    },
  );

  const list = (...files: readonly string[]) => ownershipText(files);

  test('whose list of files claims what Git does not have takes none of it', async () => {
    const user = home();
    cloned(user, { 'lab/.steading.json': list('notes/mine', 'theirs', 'x'), 'lab/theirs': 'theirs\n' });
    const mine = [put(user.out, 'lab/notes/mine'), put(user.out, 'lab/x')];
    expect((await compareTrees(user.out, [wanted])).removed).toEqual(['lab/theirs']);
    expect((await writeTrees(user.out, [wanted])).removed).toEqual(['lab/theirs']);
    expect(mine.map((path) => fs.existsSync(path))).toEqual([true, true]);
    // The list has forgotten them: nor does the next command.
    expect((await writeTrees(user.out, [tree({ b: 'b' })])).removed).toEqual(['lab/a']);
    expect(mine.map((path) => fs.existsSync(path))).toEqual([true, true]);
    expect((await failing(writeTrees(user.out, [tree({ x: 'x' })]))).kind).toBe('foreign');
  });

  test('that is not committed yet loses what Steading wrote and no longer makes', async () => {
    const user = home();
    cloned(user, { 'lab/.steading.json': list('a'), 'lab/a': 'a' });
    await writeTrees(user.out, [tree({ a: 'a', b: 'b' })]);
    expect((await writeTrees(user.out, [wanted])).removed).toEqual(['lab/b']);
    git(user.out, 'init', '--quiet', 'lab');
    expect((await writeTrees(user.out, [tree({ b: 'b' })])).removed).toEqual(['lab/a']);
  });

  test('that tracks it is seen whatever a hook says of Git, and in a worktree', async () => {
    const user = home();
    cloned(user, { '.steading/notes': 'theirs\n' });
    const tree = join(user.home, 'worktree');
    git(user.out, 'worktree', 'add', '--quiet', tree);
    process.env.GIT_DIR = join(scratch(), '.git');
    try {
      expect((await nothingHappens(user)).kind).toBe('foreign');
      expect((await nothingHappens({ ...user, out: tree })).kind).toBe('foreign');
    } finally {
      delete process.env.GIT_DIR;
    }
  });

  test('whose folder is a link out of it', async () => {
    const user = home();
    cloned(user, { apps: { to: '../../.ssh' }, README: '' });
    const before = snapshot(user.home);
    for (const out of ['apps', 'apps/new']) {
      const error = await failing(writeTrees(join(user.out, out), [wanted]));
      expect((await failing(compareTrees(join(user.out, out), [wanted]))).message).toBe(error.message);
      expect(snapshot(user.home)).toEqual(before);
      expect(error).toMatchObject({ kind: 'foreign', path: join(user.out, 'apps') });
      expect(error.fix).toBe(`if that is meant, name it itself: --out ${fs.realpathSync(join(user.home, '.ssh'))}`);
    }
  });

  test('whose folder is a link into another one', async () => {
    const user = home();
    git(user.home, 'init', '--quiet', 'mine');
    cloned(user, { apps: { to: '../../mine' } });
    expect((await nothingHappens({ ...user, out: join(user.out, 'apps') })).kind).toBe('foreign');
  });

  test('whose folder is a link within it', async () => {
    const user = home();
    cloned(user, { apps: { to: 'clusters' }, 'clusters/README': 'theirs\n' });
    await writeTrees(join(user.out, 'apps'), [wanted]);
    expect(snapshot(join(user.out, 'clusters'))).toEqual({ ...expected(wanted), README: '644 theirs\n' });
  });

  test.each(['lab', 'lab/x', 'lab/x/a', 'lab/.steading.json'])('with a link out of the tree at %s', async (at) => {
    const user = home();
    cloned(user, { [`apps/${at}`]: { to: at.includes('.') || at.endsWith('a') ? user.key : join(user.home, '.ssh') } });
    const out = join(user.out, 'apps');
    const error = await nothingHappens({ ...user, out }, [tree({ 'x/a': 'a' })]);
    expect(error).toMatchObject({ kind: 'foreign', path: join(out, at) });
  });
});

test('a link where a copy is made beside its place is not written through (a stand-in: an environment on a disk of its own)', async () => {
  const user = home();
  await writeTrees(user.out, [wanted]);
  link(join(user.out, 'lab/.steading.part'), user.key);
  const rename = fs.renameSync;
  fs.renameSync = (from, to) => {
    if (String(from).includes('/stage/') || String(to).includes('/old/'))
      throw Object.assign(new Error('EXDEV: stand-in'), { code: 'EXDEV' });
    rename(from, to);
  };
  await writeTrees(user.out, [tree({ a: 'b' })]).finally(() => {
    fs.renameSync = rename;
  });
  expect(fs.readFileSync(user.key, 'utf8')).toBe(KEY);
  expect(snapshot(user.out)).toEqual(expected(tree({ a: 'b' })));
});

describe('the key of the journal', () => {
  const state = process.env.XDG_STATE_HOME ?? '';
  const path = join(state, 'steading/journal.key');
  const key = () => fs.readFileSync(path, 'utf8');
  const use = () => committed(0.4);
  afterEach(() => {
    process.env.XDG_STATE_HOME = state;
    fs.rmSync(path, { force: true });
  });

  test('is made once, and only its user may read it', async () => {
    await use();
    const made = key();
    await use();
    expect(key()).toBe(made);
    expect([path, dirname(path)].map((one) => fs.statSync(one).mode & 0o777)).toEqual([0o600, 0o700]);
  });

  test.each<[string, () => void]>([
    ['that others can read', () => fs.chmodSync(path, 0o644)],
    [
      'that is a link',
      () => {
        const elsewhere = put(scratch(), 'key', key());
        fs.chmodSync(elsewhere, 0o600);
        fs.rmSync(path);
        fs.symlinkSync(elsewhere, path);
      },
    ],
    ['that is none', () => fs.writeFileSync(path, 'x')],
  ])('%s is made anew, and what it signed is believed no more', async (_, spoil) => {
    const out = await use();
    const made = key();
    spoil();
    expect((await failing(recover(out))).kind).toBe('damaged');
    expect(key()).not.toBe(made);
    expect(fs.lstatSync(path).isFile()).toBe(true);
  });

  test('is not looked for in the folder that a command is run in', async () => {
    process.env.XDG_STATE_HOME = 'checkout';
    await use();
    expect(fs.existsSync('checkout')).toBe(false);
  });

  test('lives as long as the process where there is no folder for it', async () => {
    process.env.XDG_STATE_HOME = put(scratch(), 'a file');
    const out = await use();
    await recover(out);
    expect(fs.readFileSync(join(out, 'two/a'), 'utf8')).toBe('2');
  });
});
