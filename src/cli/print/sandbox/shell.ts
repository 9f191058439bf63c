import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { typed } from '../../../base/typed';
import type { Place } from '../../../sandbox/place';

/** What to type next in a shell. Names our own kubectl where the machine has none. */
export function nextText(place: Place): string {
  const kubectl = onPath('kubectl') ? 'kubectl' : typed(place.record()?.kubectl ?? 'kubectl');
  const lines = [
    `export KUBECONFIG=${typed(place.kubeconfig)}`,
    `${kubectl} get pods -A`,
    `steading sandbox down${place.state === undefined ? '' : ` --state ${typed(place.state)}`}`,
  ];
  return `\nnext:\n${lines.map((line) => `  ${line}\n`).join('')}`;
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
