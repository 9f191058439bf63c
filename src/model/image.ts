/** A processor architecture, in the words of Kubernetes and of image registries. */
export type Architecture = 'amd64' | 'arm64';

export interface ImageProps {
  /** Tag to run. No default: a tag that moves under a running system is no version. */
  readonly tag: string;
  /** `sha256:…`; wins over the tag when the image is pulled. @default - whatever the tag points at */
  readonly digest?: string;
  /** What the image is built for. @default - not stated */
  readonly platforms?: readonly Architecture[];
}

/** A container image: repository, tag, digest, platforms. */
export class Image {
  static of(repository: string, props: ImageProps): Image {
    return new Image(repository, props.tag, props.digest, [...(props.platforms ?? [])].sort());
  }

  private constructor(
    readonly repository: string,
    readonly tag: string,
    readonly digest: string | undefined,
    readonly platforms: readonly Architecture[],
  ) {}

  /** What a container runtime pulls: `repository:tag`, with `@digest` where one is known. */
  toString(): string {
    return `${this.repository}:${this.tag}${this.digest ? `@${this.digest}` : ''}`;
  }
}
