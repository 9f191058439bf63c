import { LiteLlm } from '../../../../../constructs/litellm/proxy';
import { Postgresql } from '../../../../../constructs/postgresql/server';
import { defineEnvironment, external, Size } from '../../../../../src';
import { CLUSTER } from '../../../props';

export default defineEnvironment({
  name: 'bad',
  config: {},
  build(stack) {
    const on = stack.cluster('home', CLUSTER).namespace('ai');
    const postgresql = new Postgresql(stack, 'postgresql', { on, version: '17.6', size: Size.gibibytes(1) });
    const database = postgresql.database('litellm');
    const litellm = new LiteLlm(stack, 'litellm', { on, version: 'v1.108.11', database });
    litellm.route('gpt-5', external('openai', { name: 'openai', host: 'api.openai.com', port: 443 }));
    litellm.route('gpt-5', external('openai', { name: 'azure', host: 'home.openai.azure.com', port: 443 }));
  },
});
