/** Where Helm charts come from, if not from their own repositories: `steading:charts` and the folder `charts/`. */
export interface ChartSources {
  /** One repository that holds every chart: `oci://…`, `https://…` or `http://…`, without a slash at its end. @default - each chart's own */
  readonly mirror?: string;
  /** Archives that lie in the project, by their path in it: `charts/<chart>-<version>.tgz`. */
  readonly archives: ReadonlySet<string>;
}

/** Every chart comes from its own repository. */
export const OWN_REPOSITORIES: ChartSources = { archives: new Set() };

/** Folder of the project for the archives of charts. */
export const ARCHIVES = 'charts';

/** Where the archive of a chart lies in the project, if it is there. Its version is written as the release writes it. */
export function archivePath({ chart, version }: { readonly chart: string; readonly version: string }): string {
  return `${ARCHIVES}/${chart}-${version}.tgz`;
}

/** A registry holds one chart under each of its URLs; a repository over HTTP lists many. */
export const isRegistry = (repository: string): boolean => repository.startsWith('oci://');
