import { error, list, warning } from '../entry';

export interface Bad {
  readonly by: string;
  readonly image: string;
  readonly why: string;
  readonly instead: string;
  readonly source: string;
}

/** Container images. */
export const image = {
  'image/moving-tag': warning<{ by: string; image: string; tag: string | undefined }>({
    message: ({ by, image, tag }) =>
      `${by} runs ${image}, ${tag === undefined ? "which has no tag and so is 'latest'" : `whose tag '${tag}' moves`}`,
    fix: () => 'state a version, or a digest',
    explain:
      'A tag that moves is another image tomorrow: two pods of one Deployment may run different ones, a restart is an update that nobody asked for, and nothing can be rolled back to. ' +
      'Tags without a digit are taken for moving, and those that end in latest, nightly, edge, canary or snapshot.',
  }),
  'image/no-digest': warning<{ images: readonly string[]; pinned: number }>({
    message: ({ images, pinned }) =>
      `${pinned} ${pinned === 1 ? 'image is' : 'images are'} pinned by digest, but not ${list(images)}`,
    fix: () => 'give each its digest, as `docker buildx imagetools inspect IMAGE` prints it',
    explain:
      'A tag can be given to another image by whoever may write to the repository; a digest is the image. An environment that pins some images by digest is expected to pin all of them. One that pins none has decided for tags, and is not told of it.',
  }),
  'image/abandoned': warning<Bad>({
    message: ({ by, image, why }) => `${by} runs ${image}: ${why}`,
    fix: ({ instead, source }) => `${instead} (${source})`,
    explain: 'The image gets no more fixes. The list, with its sources, is src/checks/image/known.ts.',
  }),
  'image/compromised': warning<Bad>({
    message: ({ by, image, why }) => `${by} runs ${image}: ${why}`,
    fix: ({ instead, source }) => `${instead} (${source})`,
    explain:
      'An attacker published this version with code of their own. An image of that version may have been built from other sources: look at what it holds before you accept this. The list is src/checks/image/known.ts.',
  }),
  'image/unstated-architecture': warning<{ object: string; image: string }>({
    message: ({ object, image }) =>
      `${object} runs ${image}, and nobody says what it is built for; the cluster has arm64 nodes`,
    fix: () => "state its platforms: Image.of(repository, { tag, platforms: ['arm64'] })",
    explain:
      'Most images are built for amd64, many for nothing else. On an arm64 node such a one ends with "exec format error", again and again. `docker buildx imagetools inspect IMAGE` says what an image is built for.',
  }),
  'image/large-pages': warning<{ object: string; image: string; node: string; size: number; source: string }>({
    message: ({ object, image, node, size }) =>
      `${object} runs ${image}, which may abort on ${node}: its kernel has pages of ${size} KiB`,
    fix: ({ source }) =>
      `keep it off that node, or boot the node with a kernel of 4 KiB pages (kernel=kernel8.img) (${source})`,
    explain:
      'jemalloc is built for one page size. An image that was built where pages have 4 KiB ends with "Unsupported system page size" on a Raspberry Pi 5, whose default kernel has 16 KiB.',
  }),
  'image/wrong-architecture': error<{
    object: string;
    image: string;
    platforms: readonly string[];
    node: string;
    architecture: string;
  }>({
    message: ({ object, image, platforms, node, architecture }) =>
      `${object} runs ${image}, which is built for ${list(platforms)}, and may land on node '${node}', which is ${architecture}`,
    fix: ({ platforms }) =>
      `choose an image that is built for all nodes, or keep it to some with the node selector kubernetes.io/arch: ${platforms[0]}`,
    explain:
      "A container of another architecture ends at once with 'exec format error', or is not found in the registry. The scheduler does not look at what an image is built for.",
  }),
};
