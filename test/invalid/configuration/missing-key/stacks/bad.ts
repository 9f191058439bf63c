import { cluster, defineEnvironment, hostname } from '../../../../../src';

export default defineEnvironment({ name: 'bad', config: { cluster, domain: hostname }, build() {} });
