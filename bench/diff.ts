// Child process: `diff.ts OLD NEW OBJECTS` compares two trees, as `steading diff --format markdown` does. Prints what it took as JSON.
import { filesBelow } from '../src/cli/preview/folder';
import { printed } from '../src/cli/print/preview/formats';
import { compare } from '../src/preview/compare';
import { type Read, sideOfTree } from '../src/preview/read/tree';
import { Stopwatch } from './measured';

function main([before = '', after = '', objects]: readonly string[]): void {
  const watch = new Stopwatch();
  const read: Read = new Map();
  const files = [before, after].map(filesBelow);
  watch.lap('read');
  const [old, now] = files.map((all) => sideOfTree('fleet', all, read));
  if (!old || !now) return;
  watch.lap('parse');
  const comparison = compare(old, now);
  watch.lap('compare');
  printed('markdown', { comparisons: [comparison] });
  watch.lap('print');
  process.stdout.write(JSON.stringify({ ...watch.read(Number(objects)), changed: comparison.objects.length }));
}

main(process.argv.slice(2));
