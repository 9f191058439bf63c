import { type Entry, error } from './entry';

/** A value that a field does not take. */
export interface Form {
  readonly object: string;
  readonly field: string;
  readonly got: string;
  readonly expected: string;
}

/** A mistake in the form of a value: all share one message. */
export function form(explain: string): Entry<Form> {
  return error<Form>({
    message: ({ object, field, got, expected }) =>
      `${object}: ${field ? `'${field}' is ${got}` : 'it is'}, expected ${expected}`,
    fix: () => 'set a value that the field accepts',
    explain: `${explain} Kubernetes validates this in addition to the schema of the kind: the API server refuses the object.`,
  });
}
