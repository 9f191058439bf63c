import { entry } from '../entry';

interface Changed {
  object: string;
  image: string;
  before: string;
  after: string;
}

/** What programs run. */
export const image = {
  'image/changed': entry<Changed>({
    level: 'note',
    message: ({ object, image, before, after }) => `${object} runs ${image} ${after} instead of ${before}`,
    advice: () => 'read the notes of the versions between',
    explain: 'Another tag or digest is another program.',
  }),
  'image/major': entry<Changed>({
    level: 'warning',
    message: ({ object, image, before, after }) =>
      `${object} runs ${image} ${after} instead of ${before}: another major version`,
    advice: () => 'read its notes on upgrading: what was taken away is announced there',
    explain: 'By semantic versioning the first number changes where something no longer works as it did.',
  }),
  'image/downgraded': entry<Changed>({
    level: 'warning',
    message: ({ object, image, before, after }) => `${object} goes back from ${image} ${before} to ${after}`,
    advice: () => 'see that it reads the configuration and the data that the newer one left',
    explain: 'Programs are made to be upgraded. Few promise to go back.',
  }),
  'image/moving': entry<{ object: string; image: string; before: string }>({
    level: 'warning',
    message: ({ object, image, before }) => `${object} runs ${image}, which may be another image tomorrow${before}`,
    advice: () => 'name a version, or add the digest',
    explain:
      'A tag without a version is given to one image after another: two pods of one Deployment may run different programs, and going back leads nowhere.',
  }),
  'image/digest-dropped': entry<{ object: string; image: string }>({
    level: 'warning',
    message: ({ object, image }) => `${object} no longer pins ${image} by its digest`,
    advice: () => 'keep tag and digest: image:tag@sha256:…',
    explain: 'A tag can be given to another image by whoever may push to the repository; a digest cannot.',
  }),
  'image/repository': entry<{ object: string; before: string; after: string }>({
    level: 'warning',
    message: ({ object, before, after }) => `${object} takes its image from ${after} instead of ${before}`,
    advice: () => 'see who may push there, and that its nodes may pull from it',
    explain: 'Another registry or repository is another publisher, even where the tag is the same.',
  }),
  'image/chart': entry<{ release: string; chart: string; before: string; after: string }>({
    level: 'note',
    message: ({ release, chart, before, after }) => `${release} is upgraded to chart ${chart} ${after} from ${before}`,
    advice: () => 'render both (helm template) and compare, and look at its CustomResourceDefinitions',
    explain: 'Another version of a chart makes other objects of the same values.',
  }),
  'image/chart-major': entry<{ release: string; chart: string; before: string; after: string }>({
    level: 'warning',
    message: ({ release, chart, before, after }) =>
      `${release} is upgraded to chart ${chart} ${after} from ${before}: another major version`,
    advice: () => "read the chart's notes on upgrading: values that it no longer knows are ignored in silence",
    explain: 'By semantic versioning the first number changes where values or objects no longer are what they were.',
  }),
  'image/chart-downgraded': entry<{ release: string; chart: string; before: string; after: string }>({
    level: 'warning',
    message: ({ release, chart, before, after }) => `${release} goes back to chart ${chart} ${after} from ${before}`,
    advice: () => 'see what the newer one has migrated: CustomResourceDefinitions and data do not go back',
    explain: 'Helm renders the older chart; what the newer one converted stays converted.',
  }),
};
