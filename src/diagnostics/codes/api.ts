import { error, warning } from '../entry';

interface Served {
  readonly object: string;
  readonly kind: string;
  readonly apiVersion: string;
  readonly by: string;
  readonly instead: string | undefined;
}

const fix = ({ instead }: Served): string =>
  instead ? `write it as ${instead}, whose fields may differ` : 'nothing takes its place: do without';

/** Versions of APIs. */
export const api = {
  'api/not-served': error<Served & { readonly when: string }>({
    message: ({ object, apiVersion, by, when }) =>
      `${object} is of ${apiVersion}, which ${by} does not serve (${when})`,
    fix: (params) => (params.instead ? fix(params) : 'write it in a version that is served, or do without'),
    explain:
      "The API server, or the operator's CustomResourceDefinition, does not know the version: the object is refused. What is served when is from Kubernetes' Deprecated API Migration Guide and from the operators' release notes: src/kubernetes/served.ts.",
  }),
  'api/dropped-soon': warning<Served & { readonly until: string }>({
    message: ({ object, apiVersion, by, until }) =>
      `${object} is of ${apiVersion}, which ${by} still serves and ${until} will not`,
    fix,
    explain:
      'The version is deprecated. After the upgrade that drops it, what is in Git is refused: it has to be rewritten before. What is served when is in src/kubernetes/served.ts.',
  }),
};
