import { note, warning } from '../../../diagnostics/entry';

interface Changed {
  object: string;
  image: string;
  before: string;
  after: string;
}

/** What programs run. */
export const image = {
  'image/changed': note<Changed>({
    message: ({ object, image, before, after }) => `${object} runs ${image} ${after} instead of ${before}`,
    fix: () => 'read the notes of the versions between',
    explain: 'Another tag or digest is another program.',
  }),
  'image/major': warning<Changed>({
    message: ({ object, image, before, after }) =>
      `${object} runs ${image} ${after} instead of ${before}: another major version`,
    fix: () => 'read its notes on upgrading: what was taken away is announced there',
    explain: 'By semantic versioning the first number changes where something no longer works as it did.',
  }),
  'image/downgraded': warning<Changed>({
    message: ({ object, image, before, after }) => `${object} goes back from ${image} ${before} to ${after}`,
    fix: () => 'see that it reads the configuration and the data that the newer one left',
    explain: 'Programs are made to be upgraded. Few promise to go back.',
  }),
  'image/moving': warning<{ object: string; image: string; before: string }>({
    message: ({ object, image, before }) => `${object} runs ${image}, which may be another image tomorrow${before}`,
    fix: () => 'name a version, or add the digest',
    explain:
      'A tag without a version is given to one image after another: two pods of one Deployment may run different programs, and going back leads nowhere.',
  }),
  'image/digest-dropped': warning<{ object: string; image: string }>({
    message: ({ object, image }) => `${object} no longer pins ${image} by its digest`,
    fix: () => 'keep tag and digest: image:tag@sha256:…',
    explain: 'A tag can be given to another image by whoever may push to the repository; a digest cannot.',
  }),
  'image/repository': warning<{ object: string; before: string; after: string }>({
    message: ({ object, before, after }) => `${object} takes its image from ${after} instead of ${before}`,
    fix: () => 'see who may push there, and that its nodes may pull from it',
    explain: 'Another registry or repository is another publisher, even where the tag is the same.',
  }),
  'image/chart': note<{ release: string; chart: string; before: string; after: string }>({
    message: ({ release, chart, before, after }) => `${release} is upgraded to chart ${chart} ${after} from ${before}`,
    fix: () => 'render both (helm template) and compare, and look at its CustomResourceDefinitions',
    explain: 'Another version of a chart makes other objects of the same values.',
  }),
  'image/chart-major': warning<{ release: string; chart: string; before: string; after: string }>({
    message: ({ release, chart, before, after }) =>
      `${release} is upgraded to chart ${chart} ${after} from ${before}: another major version`,
    fix: () => "read the chart's notes on upgrading: values that it no longer knows are ignored in silence",
    explain: 'By semantic versioning the first number changes where values or objects no longer are what they were.',
  }),
  'image/chart-downgraded': warning<{ release: string; chart: string; before: string; after: string }>({
    message: ({ release, chart, before, after }) => `${release} goes back to chart ${chart} ${after} from ${before}`,
    fix: () => 'see what the newer one has migrated: CustomResourceDefinitions and data do not go back',
    explain: 'Helm renders the older chart; what the newer one converted stays converted.',
  }),
};
