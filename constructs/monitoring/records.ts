/** A metric that is worked out of others: the operator's recording rule. */
export interface Derived {
  readonly record: string;
  readonly expr: string;
  /** @default - those of the expression */
  readonly labels?: Readonly<Record<string, string>>;
}
