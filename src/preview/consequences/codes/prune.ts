import { error, note, warning } from '../../../diagnostics/entry';
import { does, some } from '../words';

/** What becomes of objects that are no longer in Git. */
export const prune = {
  'prune/deleted': warning<{ owner: string; objects: readonly string[] }>({
    message: ({ owner, objects }) => `${owner} deletes ${some(objects)}`,
    fix: () => 'keep what must stay: Prune=false for Argo CD, prune: disabled for Flux',
    explain:
      'Argo CD with automated.prune and Flux with prune: true delete what they once applied and no longer find in Git (Argo CD: Automated Sync Policy; Flux: Kustomization, Prune).',
  }),
  'prune/orphaned': warning<{ owner: string; objects: readonly string[]; why: string }>({
    message: ({ owner, objects, why }) => `${some(objects)} ${does(objects, 'stay')} in the cluster: ${owner} ${why}`,
    fix: () => 'delete by hand what is not needed: it goes on as it was',
    explain: 'Without prune a controller leaves alone what is no longer in Git.',
  }),
  'prune/by-hand': note<{ objects: readonly string[] }>({
    message: ({ objects }) =>
      `${some(objects)} ${does(objects, 'stay')} in the cluster until somebody deletes ${objects.length === 1 ? 'it' : 'them'}: nobody in this tree prunes ${objects.length === 1 ? 'it' : 'them'}`,
    fix: () => 'delete by hand (kubectl delete), unless whoever delivers this tree prunes',
    explain:
      'kubectl apply creates and changes; it never deletes. Whether someone outside the tree prunes is not known.',
  }),
  'prune/unknown': note<{ objects: readonly string[]; owners: readonly string[] }>({
    message: ({ objects, owners }) =>
      `whether somebody deletes ${some(objects)} is not known: the tree does not say what ${some(owners)} ${does(owners, 'deliver')}`,
    fix: () => 'look at its inventory (flux tree kustomization) before you merge',
    explain:
      'A Kustomization of Flux may take its objects from an ExternalArtifact, an OCIRepository or a Bucket. Which files of a repository are in there is up to whoever packs it.',
  }),
  'prune/kept': note<{ object: string; by: string }>({
    message: ({ object, by }) => `${object} is taken out of Git and stays in the cluster: ${by}`,
    fix: () => 'delete it by hand when it is not needed any more',
    explain:
      'argocd.argoproj.io/sync-options: Prune=false, kustomize.toolkit.fluxcd.io/prune: disabled and helm.sh/resource-policy: keep say that an object is not deleted with its file.',
  }),
  'prune/cascade': error<{ owner: string; objects: readonly string[]; why: string }>({
    message: ({ owner, objects, why }) =>
      `${owner} is removed and deletes everything that it delivered (${why})${objects.length > 0 ? `: ${some(objects)}` : ''}`,
    fix: () =>
      'take the finalizer away first (Argo CD), or set deletionPolicy: Orphan (Flux), if what it delivered is to stay',
    explain:
      'An Application with a resources-finalizer is deleted with all its resources; a Flux Kustomization by its deletionPolicy, which is prune where it is not said (Argo CD: App Deletion; Flux: Kustomization, Deletion policy).',
  }),
  'prune/abandoned': warning<{ owner: string; objects: readonly string[]; why: string }>({
    message: ({ owner, objects, why }) =>
      `${owner} is removed and leaves everything that it delivered where it is (${why})${objects.length > 0 ? `: ${some(objects)}` : ''}`,
    fix: () => 'delete it by hand, or let somebody else deliver it',
    explain:
      'Without a finalizer an Application goes and its resources stay; so does what a Kustomization with deletionPolicy Orphan or prune: false applied.',
  }),
  'prune/owner-changed': warning<{ objects: readonly string[]; before: string; after: string; prunes: boolean }>({
    message: ({ objects, before, after, prunes }) =>
      `${some(objects)} ${does(objects, 'move')} from ${before} to ${after}${prunes ? `: if ${before} syncs first, it deletes them before ${after} has made them its own` : ''}`,
    fix: ({ prunes }) =>
      prunes
        ? 'mark it Prune=false or prune: disabled for the time of the move, or let the new owner sync first'
        : 'let the new owner sync',
    explain:
      'Argo CD knows its resources by the tracking annotation, Flux by its labels: whoever applied last owns an object. The old owner prunes what it still finds marked as its own.',
  }),
  'prune/switched-on': warning<{ owner: string }>({
    message: ({ owner }) =>
      `${owner} prunes from now on: what was left over from earlier removals may go with the next sync`,
    fix: () => 'look at what it shows as to be pruned (argocd app diff, flux diff kustomization) first',
    explain: 'Objects that carry its mark and are not in Git are deleted as soon as prune is on.',
  }),
};
