import { cluster, defineEnvironment } from '../../../../../src';

export default defineEnvironment({ name: 'bad', config: { cluster }, build() {} });
