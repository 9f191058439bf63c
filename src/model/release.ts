import { here, type Where } from '../diagnostics/where';
import { Bringing, type BroughtObject } from './bringing';
import { archivePath } from './charts';
import type { Component } from './component';
import type { Namespace } from './namespace';
import type { SecretKey } from './secret';

export type { BroughtObject } from './bringing';

type Values = Readonly<Record<string, unknown>>;

export interface HelmReleaseProps {
  readonly namespace: Namespace;
  readonly chart: string;
  /** No default: a chart's version decides what runs. */
  readonly version: string;
  /** Where the chart's authors publish it: `https://…` or `oci://…`. A site may name a mirror instead. */
  readonly repository: string;
  /** Name of the object that stands for the repository, where a delivery makes one. @default - the release's */
  readonly source?: string;
  /** Labels of the object that stands for the release, where Flux delivers it. @default {} */
  readonly labels?: Readonly<Record<string, string>>;
  /** The chart's own keys; a function is asked once all is declared. @default {} */
  readonly values?: Values | (() => Values);
  /**
   * Values that a Secret of the same namespace holds, by their path, such as `auth.password`. Flux reads them as `helm --set` does: without a comma or a
   * backslash. Nobody else can, and it is reported: charts have other ways to name a Secret. @default {}
   */
  readonly secretValues?: Readonly<Record<string, SecretKey>>;
  /** What the chart makes, as far as somebody of this stack refers to it. @default [] */
  readonly brings?: readonly BroughtObject[];
  /** Kinds that exist once this release does: whoever makes an object of one waits for it. Written `group/Kind`. @default [] */
  readonly defines?: readonly string[];
  /** Storage classes that its claims ask for. @default [] */
  readonly claims?: readonly string[];
  /** Pods, by their labels, that a policy of the chart keeps strangers from: who connects to them is let in by another one. @default [] */
  readonly guards?: readonly Readonly<Record<string, string>>[];
  /** Others stand on what it makes: a person removes it, never a delivery. @default false */
  readonly keep?: boolean;
}

/** An object of which one is known by name, in the namespace that its release says. */
export type PatchTarget = Pick<BroughtObject, 'apiVersion' | 'kind' | 'name'>;

/** What is laid over an object that a chart makes, because its values cannot say it. */
export interface Patch {
  readonly target: PatchTarget;
  readonly merge: () => Readonly<Record<string, unknown>>;
  readonly why: string;
  readonly at: Where;
}

/** A Helm chart at a version, and what it is known to bring. */
export class HelmRelease extends Bringing {
  readonly patches: Patch[] = [];

  constructor(
    component: Component,
    name: string,
    readonly props: HelmReleaseProps,
  ) {
    super(component, name, props.namespace, 'release');
  }

  /** Where the chart is fetched: from the mirror that the site names, else from the chart's own repository. */
  get repository(): string {
    return this.component.stack.charts.mirror ?? this.props.repository;
  }

  /** Path in the project of the chart's archive; nothing where there is none. */
  get archive(): string | undefined {
    const path = archivePath(this.props);
    return this.component.stack.charts.archives.has(path) ? path : undefined;
  }

  /**
   * Lays a strategic merge patch over an object that the chart makes: maps are merged, and lists whose members have a key (containers, volumes, mounts)
   * member by member; where the kind is no built-in one, lists are replaced. A function is asked once all is declared.
   */
  patch(
    target: PatchTarget,
    merge: Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>),
    why: string,
  ): void {
    this.patches.push({ target, merge: typeof merge === 'function' ? merge : () => merge, why, at: here() });
  }
}
