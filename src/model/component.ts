import { Chart } from 'cdk8s';
import type { Code, Params } from '../diagnostics/catalogue';
import type { Finding } from '../diagnostics/finding';
import { here, type Where } from '../diagnostics/where';
import type { Endpoint } from './endpoint';
import type { Exposure, Way } from './exposure';
import {
  type ExpectedObject,
  type ManifestFile,
  manifestFile,
  type ObjectLayer,
  type TextFile,
  textFile,
  type Varying,
} from './files';
import type { MergeOf, ObjectPatch } from './patch';
import type { Stack } from './stack';

/** "Must exist first", with the reason and the line that said so. */
export interface OrderEdge {
  readonly to: Component;
  readonly why: string;
  readonly at: Where;
}

/** What a person does or looks at when what this component was told has changed. */
export interface Step {
  /** `before`: ahead of the change; `told`: a running one has to be told, for it keeps what it once heard; `asked`: a request shows it; `inside`: a look into its pod. */
  readonly when: 'before' | 'told' | 'asked' | 'inside';
  readonly what: string;
  /** Commands, or words where it is done in a browser; a function is asked once all is declared. */
  readonly how: string | (() => string);
}

/**
 * The unit of delivery: one Argo CD Application, one Flux Kustomization, one box in the picture. A direct child of its stack.
 *
 * It is a cdk8s Chart, so that anything of cdk8s or cdk8s-plus can stand in it beside Steading's own nouns.
 */
export class Component extends Chart {
  /** A Chart answers for every chart; a component is one by its class. */
  static override [Symbol.hasInstance](value: unknown): value is Component {
    // biome-ignore lint/complexity/noThisInStatic: asked of a subclass, it is about the subclass
    return Object.prototype.isPrototypeOf.call(this.prototype, value as object);
  }

  readonly stack: Stack;
  readonly at: Where;
  readonly order: OrderEdge[] = [];
  readonly exposures: Exposure[] = [];
  readonly files: ManifestFile[] = [];
  readonly texts: TextFile[] = [];
  readonly varying: Varying[] = [];
  readonly expected: ExpectedObject[] = [];
  readonly checks: (() => Finding | undefined)[] = [];
  readonly steps: Step[] = [];
  readonly patches: ObjectPatch[] = [];

  constructor(stack: Stack, id: string) {
    super(stack, id, { disableResourceNameHashes: true });
    this.stack = stack;
    this.at = here();
  }

  get name(): string {
    return this.node.id;
  }

  /** This component cannot start before `other` has. Using something is no reason: say why. */
  after(other: Component, why: string): void {
    if (other.stack !== this.stack)
      this.report('order/other-environment', { from: this.node.path, to: other.node.path });
    else this.order.push({ to: other, why, at: here() });
  }

  /** Lets people and machines outside the cluster reach an endpoint of this component. */
  expose(endpoint: Endpoint, way: Way): void {
    this.exposures.push({ endpoint, way, at: here() });
  }

  /** Puts objects of this component into a file that a document names. All others have one of their own in the component's folder. */
  file(path: string, holds: readonly string[], { layer = 'workload' }: { readonly layer?: ObjectLayer } = {}): void {
    this.files.push(manifestFile(path, holds, layer));
  }

  /** Adds a file that is no manifest; a function is asked for its text once all is declared. */
  text(path: string, content: string | (() => string), mode: TextFile['mode'] = 0o644): void {
    this.texts.push(textFile(path, content, mode));
  }

  /** Says which fields of an object of this component differ from site to site, each as `parameters.server`: a delivery with overlays keeps them apart. */
  varies(object: string, fields: readonly string[]): void {
    this.varying.push({ object, fields, at: here() });
  }

  /** Says that a person makes an object before it is needed, as a manual has them do. */
  expect(object: ExpectedObject): void {
    this.expected.push(object);
  }

  /**
   * Lays a strategic merge patch over an object that this component makes, for what no prop says: `null` removes a field. Every check judges the
   * result. A patch of an object that the component does not make is an error.
   */
  patch<Kind extends string>(
    { kind, name }: { readonly kind: Kind; readonly name: string },
    merge: MergeOf<Kind>,
    why: string,
  ): void {
    this.patches.push({ kind, name, merge: merge as ObjectPatch['merge'], why, at: here() });
  }

  /** Accepts every warning with this code that is about this component, for a reason and until a day. */
  acknowledge(code: Code, props: { readonly why: string; readonly until: string }): void {
    this.stack.acknowledgements.push({ code, ...props, path: this.node.path, at: here() });
  }

  /** Says what a person does by hand when what this component was told has changed. Steps keep their order. */
  protected byHand(step: Step): void {
    this.steps.push(step);
  }

  /** Asks a question once everything is declared. */
  check(question: () => Finding | undefined): void {
    this.checks.push(question);
  }

  protected report<C extends Code>(code: C, params: Params<C>): void {
    this.stack.report(code, params, [this.node.path], here());
  }
}
