import { dump } from 'js-yaml';
import {
  Component,
  Cpu,
  type Endpoint,
  external,
  generated,
  Image,
  type Namespace,
  type Provides,
  type Resources,
  Secret,
  Size,
  type Stack,
  Workload,
} from '../src';

export interface SearxngProps {
  readonly on: Namespace;
  /** Tag of the image: the day and the commit that it was built from. */
  readonly version: string;
  /** Address in a browser, such as `https://search.example.org`. */
  readonly url: string;
  /** @default - 100m, 256Mi, at most 512Mi */
  readonly resources?: Resources;
}

/**
 * SearXNG: asks many search engines at once and tells none of them who asked. For people, and as JSON for programs.
 *
 * It has no login, and its limiter would take programs for robots and stays off: whoever leads the outside to it asks for a login.
 * The image's files belong to uid 977 (`searxng`, its base image says so); started as that user it needs no capability, and it writes to its cache only.
 */
export class Searxng extends Component implements Provides<'http'> {
  readonly http: Endpoint<'http'>;
  /** What programs ask: Open WebUI takes it as `SEARXNG_QUERY_URL` and puts the words in. */
  readonly queryUrl: string;

  constructor(stack: Stack, id: string, { on, version, url, resources }: SearxngProps) {
    super(stack, id);
    const server = new Workload(this, id, {
      on,
      image: Image.of('docker.io/searxng/searxng', { tag: version, platforms: ['amd64', 'arm64'] }),
      user: { uid: 977, gid: 977 },
      resources: resources ?? { cpu: Cpu.millis(100), memory: Size.mebibytes(256), memoryLimit: Size.mebibytes(512) },
    });
    this.http = server.listen('http', { port: 8080 });
    this.queryUrl = `${this.http.url}/search?q=<query>&format=json`;
    const secret = new Secret(this, id, { namespace: on, keys: { SEARXNG_SECRET: generated({ length: 48 }) } });
    server.env({ SEARXNG_SECRET: secret.key('SEARXNG_SECRET'), GRANIAN_HOST: '0.0.0.0' });
    server.file('/etc/searxng/settings.yml', dump(settings(url), { lineWidth: -1 }));
    server.volume('cache', { path: '/var/cache/searxng' });
    server.healthy({ path: '/healthz' });
    server.connect(ENGINES.https, 'asks search engines');
  }
}

/** What differs from SearXNG's own settings. The secret key comes from the environment, which wins over this file. */
function settings(url: string) {
  return {
    use_default_settings: true,
    search: { formats: ['html', 'json'] },
    server: { base_url: `${url}/`, limiter: false, public_instance: false, image_proxy: true },
  };
}

/** Some 80 engines at addresses of their own: all public ones. */
const ENGINES = external('https', { name: 'search-engines', host: 'duckduckgo.com', port: 443 });
