import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, isCached } from './cache';
import { run } from './run';

type Say = (line: string) => void;

/** The version of a package in `tools/python/<name>.txt`, which is named after it unless told otherwise. */
export function lockedVersion(name: string, lock = name): string {
  const version = new RegExp(`^${name}==(\\S+)`, 'm').exec(readFileSync(lockFile(lock), 'utf8'))?.[1];
  if (!version) throw new Error(`tools/python/${lock}.txt does not name ${name}`);
  return version;
}

/** A virtual environment of its own with exactly what `tools/python/<name>.txt` lists. */
export async function environment(name: string, say: Say): Promise<string> {
  const { lock, madeFrom } = await ingredients(name);
  return cached(`python-${name}`, madeFrom, say, async (folder) => {
    say(
      `${name}: installing ${lock.split('\n').filter((line) => /^\w/.test(line)).length} packages from PyPI, one to three minutes, only this once`,
    );
    await run(['python3', '-m', 'venv', folder]);
    const pip = [join(folder, 'bin/python'), '-m', 'pip', '--quiet', '--disable-pip-version-check'] as const;
    await run([...pip, 'install', '--no-deps', '--only-binary', ':all:', '--requirement', lockFile(name)]);
  });
}

/** Whether the cache has that environment. Throws where there is no Python. */
export async function hasEnvironment(name: string): Promise<boolean> {
  return isCached(`python-${name}`, (await ingredients(name)).madeFrom);
}

async function ingredients(name: string): Promise<{ lock: string; madeFrom: string[] }> {
  const lock = readFileSync(lockFile(name), 'utf8');
  const python = await run(['python3', '-c', 'import sys; print(sys.version, sys.base_prefix)']);
  return { lock, madeFrom: [lock, python] };
}

/** The Python sources of a package's wheel: read, never run. */
export async function sources(name: string, version: string, say: Say): Promise<string> {
  return cached(`sources-${name}`, [version], say, async (folder) => {
    say(`${name}: downloading ${version} from PyPI, only this once`);
    const pip = ['python3', '-m', 'pip', '--quiet', '--disable-pip-version-check', 'download'] as const;
    await run([...pip, '--no-deps', '--only-binary', ':all:', '--dest', folder, `${name}==${version}`]);
    await run(['python3', '-c', UNPACK, folder]);
  });
}

const UNPACK = `import glob, os, sys, zipfile
for wheel in glob.glob(sys.argv[1] + '/*.whl'):
    with zipfile.ZipFile(wheel) as files:
        files.extractall(sys.argv[1], [name for name in files.namelist() if name.endswith('.py')])
    os.remove(wheel)
`;

function lockFile(name: string): string {
  return join(__dirname, 'python', `${name}.txt`);
}
