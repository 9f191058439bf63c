import { note, warning } from '../../../diagnostics/entry';

export interface Changed {
  object: string;
  image: string;
  before: string;
  after: string;
}

/** What programs run. */
export const image = {
  'image/changed': note<Changed>({
    message: ({ object, image, before, after }) => `${object} runs ${image} ${after} instead of ${before}`,
    fix: () => 'read the release notes of the versions in between',
    explain: 'Another tag or digest is another program.',
  }),
  'image/major': warning<Changed>({
    message: ({ object, image, before, after }) =>
      `${object} runs ${image} ${after} instead of ${before}: another major version`,
    fix: () => 'read its upgrade notes for removed features',
    explain: 'By semantic versioning the first number changes where something no longer works as it did.',
  }),
  'image/downgraded': warning<Changed>({
    message: ({ object, image, before, after }) => `${object} goes back from ${image} ${before} to ${after}`,
    fix: () => 'check that the older version can read the configuration and the data of the newer version',
    explain: 'Programs support upgrades. Few support downgrades.',
  }),
  'image/moving': warning<{ object: string; image: string; before: string }>({
    message: ({ object, image, before }) => `${object} runs ${image}, a tag that can move to another image${before}`,
    fix: () => 'set a version tag, or add the digest',
    explain:
      'A publisher moves a tag without a version to newer images: two pods of one Deployment may run different programs, and you cannot roll back.',
  }),
  'image/digest-dropped': warning<{ object: string; image: string }>({
    message: ({ object, image }) => `${object} no longer pins ${image} by its digest`,
    fix: () => 'keep tag and digest: image:tag@sha256:…',
    explain: 'Everybody who can push to the repository can move a tag to another image; a digest never changes.',
  }),
  'image/repository': warning<{ object: string; before: string; after: string }>({
    message: ({ object, before, after }) => `${object} pulls its image from ${after} instead of ${before}`,
    fix: () => 'check who can push to that repository, and that the nodes can pull from it',
    explain: 'Another registry or repository is another publisher, even where the tag is the same.',
  }),
  'image/chart': note<{ release: string; chart: string; before: string; after: string }>({
    message: ({ release, chart, before, after }) => `${release} is upgraded to chart ${chart} ${after} from ${before}`,
    fix: () => 'render both versions (helm template) and compare them, and check the CustomResourceDefinitions',
    explain: 'Another version of a chart makes other objects of the same values.',
  }),
  'image/chart-major': warning<{ release: string; chart: string; before: string; after: string }>({
    message: ({ release, chart, before, after }) =>
      `${release} is upgraded to chart ${chart} ${after} from ${before}: another major version`,
    fix: () => 'read the upgrade notes of the chart: Helm silently ignores values that the chart no longer reads',
    explain: 'By semantic versioning the first number changes where values or objects no longer are what they were.',
  }),
  'image/chart-downgraded': warning<{ release: string; chart: string; before: string; after: string }>({
    message: ({ release, chart, before, after }) => `${release} goes back to chart ${chart} ${after} from ${before}`,
    fix: () => 'check what the newer chart has migrated: CustomResourceDefinitions and data do not go back',
    explain: 'Helm renders the older chart; what the newer one converted stays converted.',
  }),
};
