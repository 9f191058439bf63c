import { error, list, warning } from '../entry';
import { type Form, form } from '../form';

/** What Flux and Argo CD deliver, and in which order. */
export const delivery = {
  'delivery/unknown-component': error<{ folder: string; component: string; nearest: string | undefined }>({
    message: ({ folder, component }) =>
      `folder '${folder}' names component '${component}', which this stack does not have`,
    fix: ({ nearest }) => (nearest ? `did you mean '${nearest}'?` : 'name a component of this stack'),
    explain:
      'With a misspelt name in the layout the component goes into another folder, and Flux delivers it in the order of that folder.',
  }),
  'delivery/held-twice': error<{ component: string; first: string; second: string }>({
    message: ({ component, first, second }) =>
      `folders '${first}' and '${second}' both contain component '${component}'`,
    fix: () => 'remove it from one of the two folders',
    explain: 'Two Flux Kustomizations that contain one object overwrite it in turns at every interval.',
  }),
  'delivery/no-folder': error<{ component: string; folders: readonly string[] }>({
    message: ({ component, folders }) => `none of the folders ${folders.join(', ')} contains component '${component}'`,
    fix: () =>
      'name the component in `holds` of one folder, or omit `holds` on the folder that takes all other components',
    explain: 'Flux delivers folders. It never applies a file outside of them.',
  }),
  'delivery/outside': error<{ path: string; folders: readonly string[] }>({
    message: ({ path, folders }) => `file '${path}' is outside of the folders ${folders.join(', ')}`,
    fix: () =>
      'add a parent folder of the file to the layout, or move the file into a folder of the layout; files of objects that run on demand may be anywhere',
    explain: 'Flux delivers folders. It never applies a file outside of them.',
  }),
  'delivery/backwards': error<{ from: string; to: string; why: string; folder: string; later: string }>({
    message: ({ from, to, why, folder, later }) =>
      `${from} waits for ${to} (${why}), but its folder '${folder}' comes before '${later}'`,
    fix: ({ later, folder }) => `put both components into one folder, or list folder '${later}' before '${folder}'`,
    explain:
      'Each folder of a layout waits for the folders before it. If a component waits for a component of a later folder, both folders wait for ever.',
  }),
  'delivery/waits-for-itself': error<{ folder: string }>({
    message: ({ folder }) =>
      `folder '${folder}' waits for all objects in it, which include the Kustomizations of folders that wait for this folder`,
    fix: ({ folder }) => `remove \`wait\` from folder '${folder}'`,
    explain:
      'A Kustomization with wait: true becomes ready when all of its objects are ready. These include the Kustomizations of later folders, which wait for this one: none becomes ready.',
  }),
  'delivery/kind-too-late': error<{ object: string; path: string; release: string; unit: string }>({
    message: ({ object, path, release, unit }) =>
      `file '${path}' contains ${object}, whose kind release '${release}' defines, but Kustomization '${unit}' delivers both`,
    fix: () => 'put the file into a later folder of its own, or set no file for the object',
    explain:
      'Flux runs a server-side dry run of all objects of a Kustomization before it applies any. The dry run fails for a kind that does not exist yet, so Flux never applies the release that defines the kind.',
  }),
  'delivery/no-field': error<{ object: string; field: string; component: string }>({
    message: ({ object, field, component }) =>
      `the layout says that '${field}' of ${object} differs between sites, but component '${component}' sets no such field`,
    fix: () => 'write the field as `parameters.server` and the object as `StorageClass/nfs`, or remove the entry',
    explain: 'With a misspelt name the value stays in the base, and other sites get it.',
  }),
  'delivery/secret-value': error<{ release: string; path: string; engine: string }>({
    message: ({ release, path, engine }) =>
      `release '${release}' reads '${path}' from a Secret, which ${engine === 'argocd' ? 'Argo CD' : 'kubectl'} does not support`,
    fix: () => "name the Secret in the chart's own values, or deliver with Flux",
    explain:
      'Flux reads values of a chart from Secrets when it installs it (`valuesFrom`). Argo CD renders charts without access to the cluster. Most charts have a value such as `existingSecret`.',
  }),
  'delivery/bad-value': error<Form>({
    ...form(''),
    explain:
      'Durations of Flux are numbers with ms, s, m or h, addresses of sources begin with a protocol that their kind speaks, and some fields take a few words only. Its definitions ask for it: the API server refuses the object.',
  }),
  'delivery/circle': error<{ circle: readonly string[] }>({
    message: ({ circle }) => `${[...circle, circle[0]].join(' waits for ')}`,
    fix: () => 'take one of these out of dependsOn',
    explain: 'Flux applies an object when all that it depends on is ready. In a circle none of them ever is.',
  }),
  'delivery/eaten-variable': warning<{ object: string; by: string; names: readonly string[] }>({
    message: ({ object, by, names }) =>
      `${object} uses ${list(names.map((name) => `\${${name}}`))}, which ${by} replaces by nothing`,
    fix: () => 'write $${NAME}, or set the annotation kustomize.toolkit.fluxcd.io/substitute to disabled',
    explain:
      'With postBuild Flux replaces every ${NAME} in all objects of a Kustomization, in scripts too. A name that it does not know becomes empty.',
  }),
};
