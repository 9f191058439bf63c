import { survives } from './support/engine/killed';

survives('idp');
survives('lab');
