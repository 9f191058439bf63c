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

export interface ComfyUiProps {
  /** A namespace or a host, with a GPU. */
  readonly on: Placement;
  /** Tag of yanwk/comfyui-boot, which names the CUDA that it is built for. ComfyUI itself has no image. */
  readonly version: string;
  /** Room for models, inputs and images. */
  readonly size: Size;
  readonly resources: Resources;
}

/**
 * ComfyUI: makes images, by graphs of steps.
 *
 * The image runs as root and keeps ComfyUI, its models and what it made below /root.
 */
export class ComfyUi extends Component implements Provides<'http'> {
  readonly http: Endpoint<'http'>;

  constructor(stack: Stack, id: string, { on, version, size, resources }: ComfyUiProps) {
    super(stack, id);
    const server = new Workload(this, id, {
      on,
      image: Image.of('docker.io/yanwk/comfyui-boot', { tag: version, platforms: ['amd64'] }),
      resources,
      gpu: true,
    });
    this.http = server.listen('http', { port: 8188 });
    server.volume('data', { path: '/root', size });
    server.healthy({ path: '/system_stats', startup: Duration.minutes(20) });
  }
}
