import {
  Component,
  Duration,
  type Endpoint,
  Image,
  type Placement,
  type Provides,
  type Resources,
  type Size,
  type Stack,
  Workload,
} from '../src';

export interface WhisperProps {
  /** A namespace or a host, with a GPU. */
  readonly on: Placement;
  /** Version of onerahmet/openai-whisper-asr-webservice, such as `v1.9.1`: its `-gpu` image is taken. */
  readonly version: string;
  /** Which model transcribes, such as `large-v3`. */
  readonly model: string;
  /** Room for models. */
  readonly size: Size;
  readonly resources: Resources;
}

/**
 * Whisper: speech to text, over HTTP.
 *
 * The image runs as root and keeps models below /root/.cache.
 */
export class Whisper extends Component implements Provides<'http'> {
  readonly http: Endpoint<'http'>;

  constructor(stack: Stack, id: string, { on, version, model, size, resources }: WhisperProps) {
    super(stack, id);
    const server = new Workload(this, id, {
      on,
      image: Image.of('docker.io/onerahmet/openai-whisper-asr-webservice', {
        tag: `${version}-gpu`,
        platforms: ['amd64'],
      }),
      resources,
      gpu: true,
    });
    this.http = server.listen('http', { port: 9000 });
    server.env({ ASR_ENGINE: 'faster_whisper', ASR_MODEL: model });
    server.volume('models', { path: '/root/.cache', size });
    server.healthy({ path: '/docs', startup: Duration.minutes(20) });
  }
}
