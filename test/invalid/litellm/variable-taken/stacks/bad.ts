import { LiteLlm } from '../../../../../constructs/litellm/proxy';
import { Postgresql } from '../../../../../constructs/postgresql/server';
import { defineEnvironment, manual, Secret, Size } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER).namespace('ai');
    const postgresql = new Postgresql(stack, 'postgresql', { on, version: '17.6', size: Size.gibibytes(1) });
    const database = postgresql.database('litellm');
    const litellm = new LiteLlm(stack, 'litellm', { on, version: 'v1.108.11', database });
    for (const name of ['free', 'paid']) {
      const keys = { GEMINI_API_KEY: manual(`key of Google, ${name}`) };
      const key = new Secret(litellm, name, { namespace: on, keys }).key('GEMINI_API_KEY');
      litellm.offer(`gemini-${name}`, { provider: 'gemini', model: 'gemini-2.5-flash', key });
    }
  },
});
