import { defineEnvironment, record, text } from '../../../../../src';

export default defineEnvironment({ name: 'bad', config: { providers: record(record(text)) }, build() {} });
