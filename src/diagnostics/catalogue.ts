import { configuration } from './codes/configuration';
import { environments } from './codes/environments';
import { graph } from './codes/graph';
import { objects } from './codes/objects';
import { products } from './codes/products';
import { secrets } from './codes/secrets';
import type { Entry } from './entry';

/** Every mistake that Steading can name: `area/mistake`. A code is public, and never serves two mistakes. */
export const catalogue = { ...configuration, ...environments, ...graph, ...objects, ...secrets, ...products };

export type Code = keyof typeof catalogue;
export type Params<C extends Code> = (typeof catalogue)[C] extends Entry<infer P> ? P : never;
