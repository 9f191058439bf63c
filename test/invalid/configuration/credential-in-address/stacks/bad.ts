import * as v from 'valibot';
import { defineEnvironment, delivery, fields, llm, record, text, url } from '../../../../../src';
import { alerts, issuer, longhorn, runners } from '../../../../../stacks/homelab.config';

export default defineEnvironment({
  name: 'bad',
  config: {
    ...{ alerts, delivery, issuer, llm, longhorn, runners },
    harmless: record(text),
    monitoring: fields({ prometheus: url }),
    wiki: v.exactOptional(fields({ home: url })),
  },
  build() {},
});
