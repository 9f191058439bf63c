import { error, note, warning } from '../../../diagnostics/entry';
import { does, some } from '../words';

/** What becomes of objects that are no longer in Git. */
export const prune = {
  'prune/deleted': warning<{ owner: string; objects: readonly string[] }>({
    message: ({ owner, objects }) => `${owner} deletes ${some(objects)}`,
    fix: () => 'protect objects that must stay: Prune=false for Argo CD, prune: disabled for Flux',
    explain:
      'Argo CD with automated.prune and Flux with prune: true delete what they once applied and no longer find in Git (Argo CD: Automated Sync Policy; Flux: Kustomization, Prune).',
  }),
  'prune/orphaned': warning<{ owner: string; objects: readonly string[]; why: string }>({
    message: ({ owner, objects, why }) => `${some(objects)} ${does(objects, 'stay')} in the cluster: ${owner} ${why}`,
    fix: () => 'delete objects that you no longer need by hand: they keep running',
    explain: 'Without prune a controller does not delete objects that are no longer in Git.',
  }),
  'prune/by-hand': note<{ objects: readonly string[] }>({
    message: ({ objects }) =>
      `${some(objects)} ${does(objects, 'stay')} in the cluster until you delete ${objects.length === 1 ? 'it' : 'them'}: no Application or Kustomization in this tree prunes ${objects.length === 1 ? 'it' : 'them'}`,
    fix: () => 'delete them by hand (kubectl delete), unless the tool that delivers this tree prunes',
    explain:
      'kubectl apply creates and changes; it never deletes. Steading does not know whether a tool outside this tree prunes.',
  }),
  'prune/unknown': note<{ objects: readonly string[]; owners: readonly string[] }>({
    message: ({ objects, owners }) =>
      `it is unknown whether Flux deletes ${some(objects)}: the tree does not show what ${some(owners)} ${does(owners, 'deliver')}`,
    fix: () => 'check its inventory (flux tree kustomization) before you merge',
    explain:
      'A Kustomization of Flux may take its objects from an ExternalArtifact, an OCIRepository or a Bucket. Which files of a repository are in there is up to whoever packs it.',
  }),
  'prune/suspended': warning<{ object: string; how: string }>({
    message: ({ object, how }) => `${object} ${how}: later changes stay in Git and reach no cluster`,
    fix: () => 'write down who resumes it, and when',
    explain:
      'Flux does not reconcile a Kustomization or a HelmRelease with suspend: true, and Argo CD does not sync an Application without syncPolicy.automated. What was applied goes on; repairs of drift and removals wait as well.',
  }),
  'prune/resumed': warning<{ object: string; how: string }>({
    message: ({ object, how }) => `${object} ${how}: every change since it was suspended is applied at once`,
    fix: () => 'see what has gathered (flux diff kustomization, argocd app diff) before you merge',
    explain: 'Flux and Argo CD apply the newest state of Git as a whole, removals included.',
  }),
  'prune/not-applied': note<{ objects: readonly string[]; owner: string; why: string }>({
    message: ({ objects, owner, why }) => `no controller applies the change of ${some(objects)}: ${owner} ${why}`,
    fix: () => 'resume it, or apply the change by hand, if it is to take effect now',
    explain: 'Flux does not reconcile a Kustomization with suspend: true (Flux: Kustomization, Suspend).',
  }),
  'prune/kept': note<{ object: string; by: string }>({
    message: ({ object, by }) => `the change removes ${object} from Git, but it stays in the cluster: ${by}`,
    fix: () => 'delete it by hand when you no longer need it',
    explain:
      'argocd.argoproj.io/sync-options: Prune=false, kustomize.toolkit.fluxcd.io/prune: disabled and helm.sh/resource-policy: keep say that an object is not deleted with its file.',
  }),
  'prune/cascade': error<{ owner: string; objects: readonly string[]; why: string }>({
    message: ({ owner, objects, why }) =>
      `${owner} is removed and deletes everything that it delivered (${why})${objects.length > 0 ? `: ${some(objects)}` : ''}`,
    fix: () => 'to keep its objects, remove the finalizer first (Argo CD), or set deletionPolicy: Orphan (Flux)',
    explain:
      'An Application with a resources-finalizer is deleted with all its resources; a Flux Kustomization by its deletionPolicy, which defaults to prune (Argo CD: App Deletion; Flux: Kustomization, Deletion policy).',
  }),
  'prune/abandoned': warning<{ owner: string; objects: readonly string[]; why: string }>({
    message: ({ owner, objects, why }) =>
      `${owner} is removed, but all objects that it delivered stay (${why})${objects.length > 0 ? `: ${some(objects)}` : ''}`,
    fix: () => 'delete these objects by hand, or deliver them with another Application or Kustomization',
    explain:
      'Without a finalizer an Application goes and its resources stay; so does what a Kustomization with deletionPolicy Orphan or prune: false applied.',
  }),
  'prune/owner-changed': warning<{ objects: readonly string[]; before: string; after: string; prunes: boolean }>({
    message: ({ objects, before, after, prunes }) =>
      `${some(objects)} ${does(objects, 'move')} from ${before} to ${after}${prunes ? `: if ${before} syncs first, it deletes them before ${after} adopts them` : ''}`,
    fix: ({ prunes }) =>
      prunes
        ? 'set Prune=false or prune: disabled during the move, or let the new owner sync first'
        : 'let the new owner sync',
    explain:
      'Argo CD knows its resources by the tracking annotation, Flux by its labels: whoever applied last owns an object. The old owner prunes what it still finds marked as its own.',
  }),
  'prune/switched-on': warning<{ owner: string }>({
    message: ({ owner }) =>
      `${owner} prunes from now on: the next sync may delete objects that earlier removals left behind`,
    fix: () => 'first check which objects it will prune (argocd app diff, flux diff kustomization)',
    explain: 'Objects that carry its mark and are not in Git are deleted as soon as prune is on.',
  }),
};
