// Child process: the same objects through cdk8s' `App.synth`, a chart a workload and no dependencies. The clock starts when all is read.
import { readFileSync } from 'node:fs';
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import type { Manifest } from '../src/kubernetes/manifest';
import { cpuSeconds, type Measured } from './measured';

type Objects = readonly { readonly chart: string; readonly manifest: Manifest }[];

function run(objects: Objects, outdir: string, yamlOutputType: YamlOutputType): Measured {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const app = new App({ outdir, yamlOutputType });
  const charts = new Map<string, Chart>();
  objects.forEach(({ chart: name, manifest }, i) => {
    const chart = charts.get(name) ?? new Chart(app, name);
    charts.set(name, chart);
    new ApiObject(chart, String(i), manifest);
  });
  const declared = performance.now();
  app.synth();
  const end = performance.now();
  return {
    objects: objects.length,
    seconds: (end - start) / 1000,
    cpuSeconds: cpuSeconds(cpu),
    megabytes: process.resourceUsage().maxRSS / 1024,
    phases: { declare: (declared - start) / 1000, synth: (end - declared) / 1000 },
  };
}

const [file = '', out = '', output = ''] = process.argv.slice(2);
const objects: Objects = JSON.parse(readFileSync(file, 'utf8'));
process.stdout.write(JSON.stringify(run(objects, out, YamlOutputType[output as keyof typeof YamlOutputType])));
