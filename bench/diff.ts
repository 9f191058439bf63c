// Child process: `diff.ts OLD NEW OBJECTS` compares two trees, as `steading diff --format markdown` does. Prints what it took as JSON.
import { filesBelow } from '../src/cli/preview/folder';
import { printed } from '../src/cli/print/preview/formats';
import { compare } from '../src/preview/compare';
import { type Read, sideOfTree } from '../src/preview/of-tree';
import { cpuSeconds, type Measured } from './measured';

function main([before = '', after = '', objects]: readonly string[]): void {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const phases: Record<string, number> = {};
  let last = start;
  const phase = (name: string): void => {
    const now = performance.now();
    phases[name] = (now - last) / 1000;
    last = now;
  };
  const read: Read = new Map();
  const files = [before, after].map(filesBelow);
  phase('read');
  const [old, now] = files.map((all) => sideOfTree('fleet', all, read));
  if (!old || !now) return;
  phase('parse');
  const comparison = compare(old, now);
  phase('compare');
  printed('markdown', { comparisons: [comparison] });
  phase('print');
  const measured: Measured = {
    objects: Number(objects),
    seconds: (last - start) / 1000,
    cpuSeconds: cpuSeconds(cpu),
    megabytes: process.resourceUsage().maxRSS / 1024,
    phases,
  };
  process.stdout.write(JSON.stringify({ ...measured, changed: comparison.objects.length }));
}

main(process.argv.slice(2));
