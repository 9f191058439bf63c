import { Bringing, type BroughtObject } from './bringing';
import type { Component } from './component';
import type { Namespace } from './namespace';
import type { HelmRelease } from './release';

export interface OperandProps {
  readonly namespace: Namespace;
  /** The release of the operator that looks after it. */
  readonly operator: HelmRelease;
  /** What the operator makes, as far as somebody of this stack or its manual refers to it. @default [] */
  readonly brings?: readonly BroughtObject[];
  /** Storage classes that its claims ask for. @default [] */
  readonly claims?: readonly string[];
}

/** What an operator makes of a custom resource: nothing that is written here, but known. */
export class Operand extends Bringing {
  constructor(
    component: Component,
    name: string,
    readonly props: OperandProps,
  ) {
    super(component, name, props.namespace, 'operand');
  }
}
