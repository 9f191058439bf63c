import { error, note } from '../../../diagnostics/entry';
import { some } from '../words';

/** Versions of APIs. */
export const api = {
  'api/version-moved': note<{ object: string; before: string; after: string }>({
    message: ({ object, before, after }) =>
      `${object} is written for ${after} instead of ${before}; it stays the same object`,
    fix: () => 'look for fields that have another name or default there',
    explain: 'The API server stores one object and converts it to the version that is asked for.',
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
      `${object} is written for ${apiVersion}, which Kubernetes${kubernetes ? ` ${kubernetes}` : ''} does not serve (gone since ${until})${instead ? `; ${instead} takes its place` : ''}`,
    fix: ({ instead }) => (instead ? `write it for ${instead}` : 'remove it: nothing takes its place'),
    explain:
      'The API server answers `no matches for kind` and applies nothing (Kubernetes: Deprecated API Migration Guide). Where the version of the cluster is not stated, what no supported version serves is named.',
  }),
  'api/definition-version-removed': error<{ object: string; version: string; objects: readonly string[] }>({
    message: ({ object, version, objects }) =>
      `${object} no longer serves ${version}, in which ${some(objects)} ${objects.length === 1 ? 'is' : 'are'} written`,
    fix: () => 'write these objects for a version that is served before it goes',
    explain:
      'Objects stay stored, but who applies one in a version that is not served is refused (Kubernetes: Versions in CustomResourceDefinitions).',
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
