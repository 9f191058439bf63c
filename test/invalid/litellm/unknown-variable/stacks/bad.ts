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
    litellm.route('local', external('ollama', { name: 'box', host: '192.168.1.7', port: 11434 }));
    const params = '{ model: gemini/gemini-2.5-flash, api_key: os.environ/GEMINI_API_KEY }';
    litellm.models(`model_list: [{ model_name: gemini, litellm_params: ${params} }]`);
  },
});
