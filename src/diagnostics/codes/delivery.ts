import { error } from '../entry';
import { type Form, form } from '../form';

/** What Flux and Argo CD deliver, and in which order. */
export const delivery = {
  'delivery/unknown-component': error<{ folder: string; component: string; nearest: string | undefined }>({
    message: ({ folder, component }) => `folder '${folder}' holds '${component}', which this stack does not have`,
    fix: ({ nearest }) => (nearest ? `did you mean '${nearest}'?` : 'name a component of this stack'),
    explain: 'A component that is misspelt in the layout would stand in another folder, and be delivered in its turn.',
  }),
  'delivery/held-twice': error<{ component: string; first: string; second: string }>({
    message: ({ component, first, second }) => `'${component}' is held by folder '${first}' and by '${second}'`,
    fix: () => 'take it out of one of them',
    explain: 'Two Flux Kustomizations with one object take it from each other at every interval.',
  }),
  'delivery/no-folder': error<{ component: string; folders: readonly string[] }>({
    message: ({ component, folders }) => `'${component}' is held by none of the folders ${folders.join(', ')}`,
    fix: () => 'name it in `holds` of one, or leave `holds` away from the folder that takes the rest',
    explain: 'Flux delivers folders. What stands in none of them is never applied.',
  }),
  'delivery/outside': error<{ path: string; folders: readonly string[] }>({
    message: ({ path, folders }) => `'${path}' stands outside of the folders ${folders.join(', ')}`,
    fix: () => 'add a folder above it to the layout, or put it below one; what runs on demand may stand anywhere',
    explain: 'Flux delivers folders. What stands in none of them is never applied.',
  }),
  'delivery/backwards': error<{ from: string; to: string; why: string; folder: string; later: string }>({
    message: ({ from, to, why, folder, later }) =>
      `${from} waits for ${to} (${why}), but its folder '${folder}' comes before '${later}'`,
    fix: ({ later, folder }) => `put both into one folder, or '${later}' before '${folder}'`,
    explain:
      'Each folder of a layout waits for those before it. A component that waits for one of a later folder would have both wait for ever.',
  }),
  'delivery/waits-for-itself': error<{ folder: string }>({
    message: ({ folder }) =>
      `folder '${folder}' waits for all that stands in it, among it the Kustomizations of folders that wait for this one`,
    fix: ({ folder }) => `leave \`wait\` away from '${folder}'`,
    explain:
      'A Kustomization that waits is ready when all of its objects are. Those of later folders are among them, and would wait for it: none ever is ready.',
  }),
  'delivery/kind-too-late': error<{ object: string; path: string; release: string; unit: string }>({
    message: ({ object, path, release, unit }) =>
      `'${path}' holds ${object}, whose kind release '${release}' defines; both are delivered by Kustomization '${unit}'`,
    fix: () => 'give the file a folder of its own that comes later, or do not name a file for the object',
    explain:
      'Flux tries out everything of a Kustomization before it applies any of it. A kind that is not there yet fails the trial, so the release that would define it is never applied.',
  }),
  'delivery/no-field': error<{ object: string; field: string; component: string }>({
    message: ({ object, field, component }) =>
      `'${field}' of ${object} is said to differ from site to site, but '${component}' makes no such field`,
    fix: () => 'name a field as `parameters.server`, of an object as `StorageClass/nfs`, or take it away',
    explain: 'What is misspelt would stand in the base, where other sites get it.',
  }),
  'delivery/secret-value': error<{ release: string; path: string; engine: string }>({
    message: ({ release, path, engine }) =>
      `release '${release}' is to get '${path}' from a Secret, which ${engine === 'argocd' ? 'Argo CD' : 'kubectl'} cannot do`,
    fix: () => "name a Secret in the chart's own values, or deliver by Flux",
    explain:
      'Flux reads values of a chart from Secrets when it installs it (`valuesFrom`). Argo CD renders charts without access to the cluster. Most charts have a value such as `existingSecret`.',
  }),
  'delivery/bad-value': error<Form>({
    ...form(''),
    explain:
      'Durations of Flux are numbers with ms, s, m or h, addresses of sources begin with a protocol that their kind speaks, and some fields take a few words only. Its definitions ask for it: the API server refuses the object.',
  }),
};
