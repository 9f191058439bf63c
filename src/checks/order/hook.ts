import { fields, type Manifest } from '../../kubernetes/manifest';

/** Whether Argo CD or Helm runs it before everything else is applied. */
export function isBefore({ metadata }: Manifest): boolean {
  const annotations = fields(metadata.annotations);
  return (
    /\bPreSync\b/.test(String(annotations['argocd.argoproj.io/hook'] ?? '')) ||
    /\bpre-(install|upgrade)\b/.test(String(annotations['helm.sh/hook'] ?? ''))
  );
}
