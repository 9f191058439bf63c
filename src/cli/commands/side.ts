import { harmlessJson } from '../../base/visible';
import type { Project } from '../../project';
import { EXIT } from '../exit';
import { statesOf } from '../preview/states';
import { print } from '../print/output';

/** Of this format; another one is not understood. */
export const SCHEMA = 1;

/** Prints all environments of a project, for the preview of another commit: that one runs its own Steading, and this is what it reads. */
export async function side(project: Project): Promise<number> {
  print(harmlessJson({ schema: SCHEMA, states: await statesOf(project) }));
  return EXIT.fine;
}
