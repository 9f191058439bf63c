import type { Tree, TreeFile } from '../../src/write';

export type Version = 'old' | 'new';

const FILES = 2400;

/** A few thousand files in two environments. From one version to the other, files stay, change, come, go, and become folders. */
export function fleet(version: Version): Tree[] {
  return ['one', 'two'].map((environment) => ({ environment, files: files(version, FILES / 2) }));
}

function files(version: Version, count: number): TreeFile[] {
  const swap = version === 'old' ? ['swap/a', 'swap/b/c', 'back'] : ['swap', 'back/a', 'back/b/c'];
  const made = swap.map((path) => file(path, `${version} ${path}`));
  for (let i = 0; i < count; i++) {
    const folder = `platform/component-${i % 50}`;
    if (i % 3 === 0) made.push(file(`${folder}/deployment-${i}.yaml`, `${version} ${i}`));
    else if (i % 3 === 1) made.push(file(`${folder}/service-${i}.yaml`, `the same ${i}`));
    else made.push(file(`${version}/component-${i % 20}/configmap-${i}.yaml`, `${version} ${i}`));
  }
  made.push({ ...file('run.sh', 'the same'), mode: version === 'old' ? 0o644 : 0o755 });
  return made;
}

function file(path: string, line: string): TreeFile {
  return { path, mode: 0o644, content: `${line}\n`.padEnd(400, '# ') };
}
