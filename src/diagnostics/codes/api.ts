import { error, warning } from '../entry';

export interface Served {
  readonly object: string;
  readonly kind: string;
  readonly apiVersion: string;
  readonly by: string;
  readonly instead: string | undefined;
}

const fix = ({ instead }: Served): string =>
  instead ? `write it as ${instead}, whose fields may differ` : 'remove the object: no other API replaces it';

/** Versions of APIs. */
export const api = {
  'api/not-served': error<Served & { readonly when: string }>({
    message: ({ object, apiVersion, by, when }) => `${object} uses ${apiVersion}, which ${by} does not serve (${when})`,
    fix: (params) => (params.instead ? fix(params) : 'use a version that the cluster serves, or remove the object'),
    explain:
      "The API server, or the operator's CustomResourceDefinition, does not know the version and refuses the object. The served versions come from Kubernetes' Deprecated API Migration Guide and from the operators' release notes: src/kubernetes/served.ts.",
  }),
  'api/dropped-soon': warning<Served & { readonly until: string }>({
    message: ({ object, apiVersion, by, until }) =>
      `${object} uses ${apiVersion}, which ${by} still serves and ${until} no longer serves`,
    fix,
    explain:
      'The version is deprecated. After the upgrade that removes it, the API server refuses the manifest in Git: rewrite it before the upgrade. The served versions are in src/kubernetes/served.ts.',
  }),
};
