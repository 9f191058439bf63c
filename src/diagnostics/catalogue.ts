import { charts } from './codes/charts';
import { configuration } from './codes/configuration';
import { dataServices } from './codes/data-services';
import { delivery } from './codes/delivery';
import { elsewhere } from './codes/elsewhere';
import { environments } from './codes/environments';
import { files } from './codes/files';
import { forms } from './codes/forms';
import { graph } from './codes/graph';
import { holmesgpt } from './codes/holmesgpt';
import { images } from './codes/images';
import { meaning } from './codes/meaning';
import { objects } from './codes/objects';
import { patches } from './codes/patches';
import { products } from './codes/products';
import { referring } from './codes/referring';
import { running } from './codes/running';
import { secrets } from './codes/secrets';
import { security } from './codes/security';
import { tunnel } from './codes/tunnel';
import { versions } from './codes/versions';
import type { Entry } from './entry';

/** Every mistake that Steading can name: `area/mistake`. A code is public, and never serves two mistakes. */
export const catalogue = {
  ...configuration,
  ...delivery,
  ...environments,
  ...files,
  ...graph,
  ...holmesgpt,
  ...objects,
  ...secrets,
  ...patches,
  ...products,
  ...dataServices,
  ...running,
  ...forms,
  ...images,
  ...versions,
  ...referring,
  ...security,
  ...tunnel,
  ...charts,
  ...elsewhere,
  ...meaning,
};

export type Code = keyof typeof catalogue;
export type Params<C extends Code> = (typeof catalogue)[C] extends Entry<infer P> ? P : never;
