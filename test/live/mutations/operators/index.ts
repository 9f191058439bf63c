import { anywhere } from './anywhere';
import { containers } from './containers';
import { controllers } from './controllers';
import { controls } from './controls';
import { delivery } from './delivery';
import type { Operator } from './make';
import { networking } from './networking';
import { objects } from './objects';
import { security } from './security';

/** Ways to break an object, and ways to change it that break nothing. */
export const OPERATORS: readonly Operator[] = [
  ...anywhere,
  ...objects,
  ...containers,
  ...controllers,
  ...networking,
  ...delivery,
  ...security,
  ...controls,
];
