import { error, note } from '../../../diagnostics/entry';
import { some } from '../words';

/** Versions of APIs. */
export const api = {
  'api/version-moved': note<{ object: string; before: string; after: string }>({
    message: ({ object, before, after }) => `${object} uses ${after} instead of ${before}; it stays the same object`,
    fix: () => 'look for fields with another name or default in the new version',
    explain: 'The API server stores one object and converts it to the version that a client requests.',
  }),
  'api/version-removed': error<{
    object: string;
    apiVersion: string;
    /** Where it is stated. */
    kubernetes?: string | undefined;
    until: string;
    instead?: string | undefined;
  }>({
    message: ({ object, apiVersion, kubernetes, until, instead }) =>
      `${object} uses ${apiVersion}, which Kubernetes${kubernetes ? ` ${kubernetes}` : ''} does not serve (removed in ${until})${instead ? `; use ${instead}` : ''}`,
    fix: ({ instead }) => (instead ? `use ${instead}` : 'remove the object: no other API replaces it'),
    explain:
      'The API server answers `no matches for kind` and applies nothing (Kubernetes: Deprecated API Migration Guide). Where the version of the cluster is not stated, what no supported version serves is named.',
  }),
  'api/definition-version-removed': error<{ object: string; version: string; objects: readonly string[] }>({
    message: ({ object, version, objects }) =>
      `${object} no longer serves ${version}, in which ${some(objects)} ${objects.length === 1 ? 'is' : 'are'} written`,
    fix: () => 'change these objects to a served version before you remove the old version',
    explain:
      'The objects stay stored, but the API server refuses requests in a version that it does not serve (Kubernetes: Versions in CustomResourceDefinitions).',
  }),
  'api/stored-version-removed': error<{ object: string; version: string }>({
    message: ({ object, version }) =>
      `${object} drops ${version}, in which its objects were stored: the API server refuses it while status.storedVersions lists it`,
    fix: ({ version }) =>
      `write all objects once in the new version, then take ${version} out of status.storedVersions`,
    explain:
      'A version that ever was the stored one can be taken out only after its objects were migrated (Kubernetes: Versions in CustomResourceDefinitions, Upgrade existing objects to a new stored version).',
  }),
};
