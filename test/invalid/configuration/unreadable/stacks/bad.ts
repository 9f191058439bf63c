import { defineEnvironment, hostname } from '../../../../../src';

export default defineEnvironment({ name: 'bad', config: { domain: hostname }, build() {} });
