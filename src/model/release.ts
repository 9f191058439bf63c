import { Bringing, type BroughtObject } from './bringing';
import type { Component } from './component';
import type { Namespace } from './namespace';

export type { BroughtObject } from './bringing';

export interface HelmReleaseProps {
  readonly namespace: Namespace;
  readonly chart: string;
  /** No default: a chart's version decides what runs. */
  readonly version: string;
  readonly repository: string;
  /** The chart's own keys. @default {} */
  readonly values?: Readonly<Record<string, unknown>>;
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

/** A Helm chart at a version, and what it is known to bring. */
export class HelmRelease extends Bringing {
  constructor(
    component: Component,
    name: string,
    readonly props: HelmReleaseProps,
  ) {
    super(component, name, props.namespace, 'release');
  }
}
