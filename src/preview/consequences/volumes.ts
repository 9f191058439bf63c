import { type Fields, fields } from '../../checks/pods';

/** What a claim asks for. */
export function sizeOf({ spec }: Fields): unknown {
  return fields(fields(fields(spec).resources).requests).storage;
}
