import fs from 'node:fs';
import { join } from 'node:path';
import { writeTrees } from '../../src/write';
import { roomOf } from '../../src/write/room';
import { after, callsOf, dyingAt, old, oldTree, newTree as oneAndTwo, prepare, remember } from './crashes';
import { clear, expected, leftBehind, put, recover, snapshot, tree } from './support';

// A power cut takes what the disk has not written yet: the journal is there, for it is flushed, and the new files are empty, shorter or full of
// holes, those laid ready and those in place already. A stand-in: real disks lose what they like.

beforeAll(prepare);
afterAll(clear);

const three = tree({ 'a.yaml': '3', 'x/y/b.yaml': '3'.repeat(9000) }, 'three');
const trees = [...after, three];
const write = (out: string) => writeTrees(out, trees);
const newTree = { ...oneAndTwo, ...expected(three) };

type Loss = (size: number) => Buffer;
const LOSSES: Readonly<Record<string, Loss>> = {
  empty: () => Buffer.alloc(0),
  'cut off': (size) => Buffer.alloc(Math.min(4096, size - 1), '3'),
  'full of holes': (size) => Buffer.alloc(size),
};

/** New files that are laid ready, and those in place already. */
function written(out: string): string[] {
  const { stage } = roomOf(out);
  return trees.flatMap(({ environment, files }) =>
    files.flatMap(({ path, content }) => {
      const [ready, inPlace] = [join(stage, environment, path), join(out, environment, path)];
      if (fs.existsSync(ready)) return [ready];
      const isNew = fs.existsSync(inPlace) && fs.statSync(inPlace).isFile() && !(`${environment}/${path}` in oldTree);
      const isChanged = fs.existsSync(inPlace) && content !== '1' && fs.statSync(inPlace).isFile();
      return (isNew || isChanged) && fs.readFileSync(inPlace, 'utf8') === content ? [inPlace] : [];
    }),
  );
}

function lose(path: string, loss: Loss): void {
  fs.writeFileSync(path, loss(fs.statSync(path).size));
}

/** Every state that a killed command leaves behind its commit point. */
async function states(): Promise<(() => string)[]> {
  const total = await callsOf(write);
  const found: (() => string)[] = [];
  for (let n = 1; n <= total; n++) {
    const out = old();
    await dyingAt(n, out, () => write(out));
    if (fs.existsSync(roomOf(out).journal)) found.push(remember(out));
    else fs.rmSync(out, { recursive: true });
  }
  return found;
}

let all: readonly (() => string)[];
beforeAll(async () => {
  all = await states();
});

test('every state is one in which files can be lost, and all are told from the whole', () => {
  expect(all.length).toBeGreaterThan(50);
  for (const state of all) expect(written(state()).length).toBeGreaterThan(0);
});

test.each(Object.entries(LOSSES))('all files of a state are %s: the old tree', async (_, loss) => {
  for (const state of all) {
    const out = state();
    for (const path of written(out)) lose(path, loss);
    await recover(out);
    expect(snapshot(out)).toEqual(oldTree);
    expect(leftBehind(out)).toBe(false);
    await write(out);
    expect(snapshot(out)).toEqual(newTree);
  }
});

test('one file of a state is empty: the old tree', async () => {
  for (const state of all) {
    const paths = written(state());
    for (const nth of [0, Math.floor(paths.length / 2), paths.length - 1]) {
      const out = state();
      lose(written(out)[nth] as string, LOSSES.empty as Loss);
      await recover(out);
      expect(snapshot(out)).toEqual(oldTree);
    }
  }
});

test('nothing is lost: the new tree', async () => {
  for (const state of all) {
    const out = state();
    await recover(out);
    expect(snapshot(out)).toEqual(newTree);
  }
});

test.each([0.1, 0.5, 0.9])(
  'the command that puts the old tree back is ended at any call (state %d): the old tree',
  async (part) => {
    const state = all[Math.floor(all.length * part)] as () => string;
    const half = () => {
      const out = state();
      for (const path of written(out)) lose(path, LOSSES.empty as Loss);
      return out;
    };
    const total = await callsOf(recover, half());
    for (let n = 1; n <= total; n++) {
      const out = half();
      await dyingAt(n, out, () => recover(out));
      await recover(out);
      expect(snapshot(out)).toEqual(oldTree);
    }
  },
);

test('what a person put there since stays', async () => {
  const out = (all.at(-1) as () => string)();
  for (const path of written(out)) lose(path, LOSSES.empty as Loss);
  put(out, 'one/new.sh', 'mine, and longer than what was written');
  put(out, 'three/x/mine');
  await recover(out);
  const mine = { 'one/new.sh': '755 mine, and longer than what was written', 'three/x/mine': '644 mine\n' };
  expect(snapshot(out)).toEqual({ ...oldTree, ...mine });
});
