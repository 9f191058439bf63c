import { dump } from 'js-yaml';
import { type Component, Cpu, type Endpoint, Image, type Namespace, Size, Workload } from '../../src';

/** What asks other programs, for Prometheus, whether they answer. */
export interface Prober {
  readonly workload: Workload;
  readonly http: Endpoint<'http'>;
}

/** How it asks: over HTTP, and content with any answer that is none of an error. */
export const MODULE = 'http_2xx';

/** The blackbox exporter. Its image runs as uid 6170, gid 0 (its Dockerfile says so). */
export function blackboxExporter(component: Component, on: Namespace, tag: string): Prober {
  const workload = new Workload(component, 'blackbox-exporter', {
    on,
    image: Image.of('quay.io/prometheus/blackbox-exporter', { tag, platforms: ['amd64', 'arm64'] }),
    user: { uid: 6170, gid: 0 },
    resources: { cpu: Cpu.millis(20), memory: Size.mebibytes(32), memoryLimit: Size.mebibytes(64) },
  });
  const modules = { [MODULE]: { prober: 'http', timeout: '5s', http: { preferred_ip_protocol: 'ip4' } } };
  workload.file('/etc/blackbox_exporter/config.yml', dump({ modules }));
  workload.healthy({ path: '/-/healthy' });
  return { workload, http: workload.listen('http', { port: 9115, name: 'probe' }) };
}
