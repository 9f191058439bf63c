import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Place } from './place';

/** What to type next in a shell. Names our own kubectl where the machine has none. */
export function nextText(place: Place): string {
  const kubectl = onPath('kubectl') ? 'kubectl' : quoted(place.record()?.kubectl ?? 'kubectl');
  const lines = [
    `export KUBECONFIG=${quoted(place.kubeconfig)}`,
    `${kubectl} get pods -A`,
    `steading sandbox down${place.state === undefined ? '' : ` --state ${quoted(place.state)}`}`,
  ];
  return `\nnext:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

/** A word as a shell reads it. */
function quoted(word: string): string {
  return /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function onPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}
